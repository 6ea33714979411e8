/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/** The TLS handshake step. */
public final class TlsHandshake extends Fact {
    /** The detail of a handshake in which the server chose a version that this client did not offer. */
    private static final Pattern OTHER_VERSION =
            Pattern.compile("protocol version (SSL|TLS1[0-3])|server chose (?:SSL|TLS) ");

    private final TlsInfo tls;
    private final boolean startUp;

    private TlsHandshake(Outcome outcome, Duration took, TlsInfo tls, boolean startUp) {
        super("tls-handshake", Stage.TLS, outcome, took);
        this.tls = Objects.requireNonNull(tls, "tls");
        this.startUp = startUp && !(outcome instanceof Outcome.Skipped); // a handshake that was not begun took no time
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param tls     what the handshake showed, even if it failed
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
     * @param tls             what the handshake showed, even if it failed
     * @param includesStartUp whether that time includes start-up costs of this client; ignored for a handshake that was not begun
     * @return the fact
     */
    public static TlsHandshake of(Outcome outcome, Duration took, TlsInfo tls, boolean includesStartUp) {
        return new TlsHandshake(outcome, took, tls, includesStartUp);
    }

    /** {@return what the handshake showed, even if it failed} */
    public TlsInfo tls() {
        return tls;
    }

    /**
     * {@return whether it failed because the server accepts none of the offered TLS versions: its alert says so, or it chose an
     * older version}
     */
    public boolean versionRefused() {
        return outcome() instanceof Outcome.Failed failed
                && switch (failed.reason()) {
                    case TLS_ALERT -> failed.detail().equalsIgnoreCase("protocol_version");
                    case TLS_HANDSHAKE -> OTHER_VERSION.matcher(failed.detail()).find();
                    default -> false;
                };
    }

    /**
     * Tells whether the time of the handshake includes start-up costs of this client. This is so for the first handshake of a
     * process, and for those that began before the first one had ended: classes are being loaded, and nothing is compiled yet. It
     * can account for most of the time.
     *
     * @return whether it does; false if the step was skipped
     */
    public boolean includesStartUp() {
        return startUp;
    }

    @Override
    String success() {
        return tls.protocol().orElse("") + " " + tls.cipherSuite().orElse("")
                + (tls.resumed() ? ", session resumed" : "") + asked();
    }

    /**
     * Words about the server name that was sent if it is not the one that the certificate must have, or about its absence;
     * otherwise empty.
     */
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
