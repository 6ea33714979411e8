/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/**
 * One exchange with a client of {@code javax.security.sasl}. If the client throws at a challenge, it refuses that, and the
 * exchange ends, even though some clients then claim to be complete.
 */
final class ClientExchange implements SaslExchange {
    /** The most octets of a challenge: as many as fit into a line of RFC 4954 §4 in base64. */
    private static final int MAX_CHALLENGE = 9_216;

    private static final String LAYERS = "auth-int or auth-conf";
    private static final Pattern QOP = Pattern.compile("(?:^|,)\\s*qop\\s*=\\s*(?:\"([^\"]*)\"|([^,]*))");

    private static final String EMPTY_REALM = "realm=\"\",";

    private final SaslClient client;
    private final ClientEnd end;
    private final CallbackAnswers answers;
    private final String name;
    private final boolean ofJdk;
    private boolean answered;
    private boolean protects;

    ClientExchange(SaslClient client, CallbackAnswers answers, String name, boolean ofJdk) {
        this.client = client;
        this.end = new ClientEnd(client);
        this.answers = answers;
        this.name = name;
        this.ofJdk = ofJdk;
    }

    @Override
    public SaslStep initialResponse() {
        return client.hasInitialResponse() ? evaluate(new byte[0]) : new SaslStep.AwaitChallenge();
    }

    @Override
    public SaslStep respond(byte[] challenge) {
        if (end.over() || client.isComplete()) {
            return end.abort("the server sent a challenge after the last one of " + name);
        }
        if (challenge.length > MAX_CHALLENGE) {
            return end.abort("the challenge is longer than " + MAX_CHALLENGE + " octets");
        }
        return ofJdk && challenge.length == 0 ? end.abort("the challenge is empty") : evaluate(challenge);
    }

    private SaslStep evaluate(byte[] challenge) {
        try {
            protects = ofJdk && name.equals("DIGEST-MD5") && demandsLayer(challenge);
            byte[] response = client.evaluateChallenge(ofJdk ? withoutEmptyRealm(challenge) : challenge);
            answered = true;
            if (ofJdk && response != null) {
                answers.keepDerived(name, response);
            }
            return new SaslStep.Respond(response == null ? new byte[0] : response);
        } catch (SaslException refused) {
            return refused();
        } catch (RuntimeException broken) {
            if (ofJdk) {
                return refused(); // an invalid number, for instance
            }
            throw broken;
        } finally {
            answers.clear();
        }
    }

    /** Whether a challenge of DIGEST-MD5 lists qualities of protection, but not authentication alone (RFC 2831 §2.1.1). */
    private static boolean demandsLayer(byte[] challenge) {
        Matcher qop = QOP.matcher(new String(challenge, StandardCharsets.ISO_8859_1));
        if (!qop.find()) {
            return false;
        }
        List<String> allowed = Stream.of((qop.group(1) == null ? qop.group(2) : qop.group(1)).split(","))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .toList();
        return !allowed.contains("auth") && (allowed.contains("auth-int") || allowed.contains("auth-conf"));
    }

    /** Dovecot sends an empty realm, which means the same as none (RFC 2831 §2.1.1), but makes the JDK's client fail. */
    private byte[] withoutEmptyRealm(byte[] challenge) {
        String text = new String(challenge, StandardCharsets.ISO_8859_1);
        return name.equals("DIGEST-MD5") && text.startsWith(EMPTY_REALM)
                ? text.substring(EMPTY_REALM.length()).getBytes(StandardCharsets.ISO_8859_1)
                : challenge;
    }

    private SaslStep refused() {
        if (answers.unanswered().isPresent()) {
            return end.abort(answers.unanswered().get());
        }
        return provesServer() && answered
                ? end.with(new SaslStep.Distrust("rspauth is missing or wrong"))
                : end.abort(
                        protects
                                ? "the challenge allows only logins with a security layer (qop " + LAYERS
                                        + "), which this client does not speak"
                                : "the challenge is none of " + name + ", or asks for what the client does not do");
    }

    /** Whether the server has proved itself, which is the last step of DIGEST-MD5 (RFC 2831 §2.1.3). */
    private boolean provesServer() {
        return ofJdk && name.equals("DIGEST-MD5");
    }

    @Override
    public SaslStep complete() {
        if (end.over() || !client.isComplete()) {
            String early = "235 came before " + name + " was complete";
            return provesServer() && !end.over() ? end.with(new SaslStep.Distrust(early)) : end.abort(early);
        }
        return end.complete();
    }
}
