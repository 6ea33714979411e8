/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The conversation with one client of a scripted server, and its outcome. One thread serves it; other threads read the outcome. */
final class ScriptedConversation {
    private final String name;
    private final Socket socket;
    private final Delivery delivery;
    private volatile @Nullable ScriptPlayer player;
    private volatile @Nullable Throwable death;
    private volatile boolean played;
    private volatile boolean ended;

    ScriptedConversation(String name, Socket socket, Delivery delivery) {
        this.name = name;
        this.socket = socket;
        this.delivery = delivery;
    }

    boolean played() {
        return played;
    }

    /** Whether nothing more is to come. */
    boolean settled() {
        return played || ended;
    }

    List<String> problems(boolean toItsEnd) {
        List<String> found = new ArrayList<>();
        ScriptPlayer asked = player;
        if (asked != null) {
            asked.departure().ifPresent(found::add);
        }
        Throwable cause = death;
        if (cause != null) {
            found.add("the server's thread died: " + cause);
        } else if (toItsEnd) {
            Optional<String> rest = asked == null ? Optional.of("it did not begin") : asked.rest(ended);
            rest.ifPresent(found::add);
        }
        return found;
    }

    List<byte[]> messages() {
        ScriptPlayer asked = player;
        return asked == null ? List.of() : asked.messages();
    }

    void close() throws IOException {
        socket.close();
    }

    void serve(Supplier<ScriptPlayer> script) {
        try (socket) {
            ScriptPlayer playing = script.get();
            player = playing;
            socket.setTcpNoDelay(true);
            byte[] buffer = new byte[8192];
            boolean open = act(playing);
            for (int count; open && (count = socket.getInputStream().read(buffer)) >= 0; ) {
                playing.receive(Arrays.copyOf(buffer, count));
                open = act(playing);
            }
        } catch (IOException gone) {
            // Clients leave when they like; what matters is whether they kept to the script.
        } catch (RuntimeException | Error died) {
            death = died;
        } finally {
            ended = true;
        }
    }

    /** Does what is due; false if the connection ends with it. */
    private boolean act(ScriptPlayer playing) throws IOException {
        boolean open = perform(playing);
        if (playing.played()) {
            played = true;
        }
        return open;
    }

    private boolean perform(ScriptPlayer playing) throws IOException {
        while (!playing.actions().isEmpty()) {
            ScriptPlayer.Action action = playing.actions().poll();
            if (action instanceof ScriptPlayer.Action.Send send) {
                for (byte[] piece : delivery.cut(gathered(playing, send.octets()))) {
                    socket.getOutputStream().write(piece);
                }
            } else if (action instanceof ScriptPlayer.Action.Pause pause) {
                LockSupport.parkNanos(pause.length().toNanos());
            } else if (action instanceof ScriptPlayer.Action.HalfClose) {
                socket.shutdownOutput();
            } else {
                if (action instanceof ScriptPlayer.Action.Reset) {
                    socket.setSoLinger(true, 0);
                }
                return false;
            }
        }
        return true;
    }

    /** Neighbouring lines leave in one segment when nothing stands between them. */
    private byte[] gathered(ScriptPlayer playing, byte[] first) {
        byte[] all = first;
        while (delivery == Delivery.WHOLE && playing.actions().peek() instanceof ScriptPlayer.Action.Send next) {
            playing.actions().poll();
            all = ServerTls.join(all, next.octets());
        }
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
