/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/** The TLS handshake. */
public final class TlsHandshake extends Fact {
    /** The JDK's words for a version that a server chose and this client did not offer. */
    private static final Pattern OTHER_VERSION = Pattern.compile("protocol version (SSL|TLS1[0-3])");

    private final TlsInfo tls;
    private final boolean startUp;

    private TlsHandshake(Outcome outcome, Duration took, TlsInfo tls, boolean startUp) {
        super("tls-handshake", Stage.TLS, outcome, took);
        this.tls = Objects.requireNonNull(tls, "tls");
        this.startUp = startUp && !(outcome instanceof Outcome.Skipped); // which took no time
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param tls     what it showed, also where it failed
     * @return the fact
     */
    public static TlsHandshake of(Outcome outcome, Duration took, TlsInfo tls) {
        return of(outcome, took, tls, false);
    }

    /**
     * Makes a fact.
     *
     * @param outcome         how it ended
     * @param took            how long it took
     * @param tls             what it showed, also where it failed
     * @param includesStartUp whether that time includes start-up of this client's; none does of a handshake that was not begun
     * @return the fact
     */
    public static TlsHandshake of(Outcome outcome, Duration took, TlsInfo tls, boolean includesStartUp) {
        return new TlsHandshake(outcome, took, tls, includesStartUp);
    }

    /** {@return what it showed, also where it failed} */
    public TlsInfo tls() {
        return tls;
    }

    /** {@return whether it failed since the server takes no version of TLS that was offered: its alert says so, or it chose an older one} */
    public boolean versionRefused() {
        return outcome() instanceof Outcome.Failed failed
                && switch (failed.reason()) {
                    case TLS_ALERT -> failed.detail().equalsIgnoreCase("protocol_version");
                    case TLS_HANDSHAKE -> OTHER_VERSION.matcher(failed.detail()).find();
                    default -> false;
                };
    }

    /**
     * Whether the time that it took is not the server's alone: it was the first handshake of this process, or began before the first had
     * ended, so that classes were loaded and nothing was compiled yet. That can be most of it.
     *
     * @return whether it was; false where the step was not taken
     */
    public boolean includesStartUp() {
        return startUp;
    }

    @Override
    String success() {
        return tls.protocol().orElse("") + " " + tls.cipherSuite().orElse("")
                + (tls.resumed() ? ", session resumed" : "") + asked();
    }

    /** What the server was told of its name, where that is another than the one that it must prove; nothing where nobody saw it. */
    private String asked() {
        if (tls.serverName().isPresent()) {
            return tls.serverName().get().equals(tls.identity())
                    ? ""
                    : ", asked for " + tls.serverName().get();
        }
        return tls.offered().isEmpty() || address(tls.identity()) ? "" : ", no server name sent";
    }

    private static boolean address(String identity) {
        return identity.indexOf(':') >= 0 || AddressLiteral.looksLike(identity);
    }

    @Override
    Fact shortened(FewerWords words) {
        return new TlsHandshake(words.of(outcome()), took(), words.of(tls), startUp);
    }

    @Override
    void values(Node node) {
        if (!(outcome() instanceof Outcome.Skipped)) {
            node.put("includesStartUp", startUp).put("tls", TlsMap.of(tls));
        }
    }

    static Fact read(KeptNode kept) {
        TlsInfo tls = kept.node("tls", KeptTls::read).orElseGet(() -> TlsInfo.unseen(""));
        return of(KeptParts.outcome(kept), KeptParts.took(kept), tls, kept.flag("includesStartUp"));
    }
}
