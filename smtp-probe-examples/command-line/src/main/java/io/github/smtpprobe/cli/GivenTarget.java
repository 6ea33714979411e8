/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.request.TypedTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The target that HOST or {@code --mx} names, combined with {@code --port} and {@code --tls}.
 *
 * @param typed what HOST says
 * @param port  of {@code --port}
 * @param tls   of {@code --tls}
 */
record GivenTarget(TypedTarget typed, Optional<Integer> port, TlsChoice tls) {
    /**
     * Reads HOST.
     *
     * @param text   as it was typed
     * @param server whether something else says that it is a server, so that it cannot be meant as a command
     * @throws IllegalArgumentException if it is none; the message repeats nothing of it
     */
    static GivenTarget read(String text, boolean server) {
        if (!server) {
            CommandName.meant(text).ifPresent(GivenTarget::noCommand);
        }
        GivenTarget given = read("HOST", text);
        if (given.typed().mailbox().isPresent()) {
            throw new IllegalArgumentException(
                    "HOST is a mailbox, or begins with a user: --mx DOMAIN probes the servers of a mailbox's domain,"
                            + " and --user USER with HOST logs in");
        }
        return given;
    }

    /**
     * Reads the value of {@code --mx}.
     *
     * @throws IllegalArgumentException if it is no domain
     */
    static GivenTarget exchangersOf(String domain) {
        return read("--mx", TypedTarget.EXCHANGERS + domain);
    }

    private static GivenTarget read(String name, String text) {
        try {
            return new GivenTarget(TypedTarget.read(text), Optional.empty(), TlsChoice.AUTO);
        } catch (InvalidRequest wrong) {
            Problem problem = wrong.problems().get(0);
            String words = name + " " + problem.message();
            throw new IllegalArgumentException(
                    problem.code() == Problem.Code.SECRET
                            ? words + ", which every user of this machine can see: --user USER logs in, and "
                                    + LoginOptions.ASKED
                            : words);
        }
    }

    private static void noCommand(String similar) {
        throw new IllegalArgumentException("there is no command of that name; similar: " + similar
                + ". For a server of that name, write a dot after it.");
    }

    /**
     * Adds the value of {@code --port}.
     *
     * @throws IllegalArgumentException if HOST says another
     */
    GivenTarget with(@Nullable Integer given) {
        if (given == null) {
            return this;
        }
        if (exchangers()) {
            throw new IllegalArgumentException("--port is for a server; mail exchangers listen on port 25");
        }
        if (typed.portTyped() && typed.port().orElse(given) != given) {
            throw new IllegalArgumentException("--port and the port in HOST exclude each other");
        }
        return new GivenTarget(typed, Optional.of(given), tls);
    }

    /**
     * Adds the value of {@code --tls}.
     *
     * @throws IllegalArgumentException if the scheme of HOST says another
     */
    GivenTarget with(TlsChoice given) {
        Optional<TlsMode> scheme = typed.tls();
        if (given != TlsChoice.AUTO && scheme.isPresent() && !given.mode().equals(scheme)) {
            boolean implicit = scheme.get() == TlsMode.IMPLICIT_TLS;
            throw new IllegalArgumentException("--tls and the scheme in HOST exclude each other: "
                    + (implicit ? "smtps:// and submissions:// are" : "submission:// is") + " --tls "
                    + (implicit ? TlsChoice.IMPLICIT : TlsChoice.STARTTLS));
        }
        return given == TlsChoice.AUTO ? this : new GivenTarget(typed, port, given);
    }

    boolean exchangers() {
        return typed.exchangers();
    }

    boolean lmtp() {
        return typed.lmtp();
    }

    /** The server as it was named, with the port if one was given. */
    @Override
    public String toString() {
        return port.filter(given -> !typed.portTyped())
                .map(given -> typed.name() + ":" + given)
                .orElse(typed.toString());
    }

    /** The user name that a URL contains. */
    Optional<String> user() {
        return typed.user();
    }

    /** {@return a request for this target} */
    ProbeRequest.Builder request() {
        if (lmtp() && typed.port().isEmpty() && port.isEmpty()) {
            throw new IllegalArgumentException("lmtp:// in HOST needs a port, which is often 24");
        }
        ProbeRequest.Builder request = port.map(typed::request).orElseGet(typed::request);
        tls.mode().ifPresent(request::tls);
        return request;
    }
}
