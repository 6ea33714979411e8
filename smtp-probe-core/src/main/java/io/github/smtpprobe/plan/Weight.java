/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.transcript.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the size of an attempt: the UTF-8 octets of its text as it is shown, escapes included, each time that it is shown,
 * plus an allowance for what surrounds each text. A fact of any kind weighs as much as its map. In memory, as JSON and as HTML, a
 * report is then at most a small multiple of this size.
 */
final class Weight {
    private static final int ATTEMPT = 400;
    private static final int FACT = 200;
    private static final int ENTRY = 80;
    private static final int VALUE = 12;
    private static final int MAP = 48;

    /** The allowance for the marks around a line, and for an event in words. */
    private static final int NOTATION = 64;

    /** The most that a step's map weighs, apart from what was said in it. */
    private static final int STEP = 2_000;

    /**
     * The most that one octet weighs: an escape has four characters, the octet appears in the transcript, in a line of a reply
     * and in an offer, and an offered word of one letter has an allowance of its own.
     */
    private static final int OCTET = 32;

    /** The most that a certificate's map weighs, apart from its texts, converted into octets that were said. */
    private static final int CERTIFICATE = 800 / OCTET;

    /** Facts that contain nothing but what was said, and one address that was asked for or the certificates that were shown. */
    private static final Set<Class<? extends Fact>> SAID = Set.of(
            Connect.class,
            Greeting.class,
            Ehlo.class,
            StartTls.class,
            TlsHandshake.class,
            XClient.class,
            MailFrom.class,
            RcptTo.class,
            MessageTransfer.class,
            Rset.class,
            Quit.class);

    private Weight() {}

    /**
     * An upper bound of the weight that is far cheaper to compute: the octets that were said are counted, without making a map
     * or a text. Facts that contain more are weighed.
     */
    static long most(Attempt attempt) {
        long sum = ATTEMPT;
        long said = 0;
        for (Fact fact : attempt.facts()) {
            boolean light = light(fact);
            sum += FACT + (light ? STEP : of(fact.asMap()));
            said += light ? said(fact) : 0;
        }
        for (Entry entry : attempt.transcript().entries()) {
            sum += ENTRY + NOTATION;
            said += entry.length();
        }
        return sum + OCTET * said;
    }

    /** Whether it is enough to count what was said. Details of a token or an OAuth error have to be weighed. */
    private static boolean light(Fact fact) {
        return fact instanceof Authentication login
                ? login.error().isEmpty() && login.token().isEmpty()
                : SAID.contains(fact.getClass());
    }

    private static int said(Fact fact) {
        int sum = fact.outcome().reply().map(reply -> length(reply.lines())).orElse(0);
        if (fact.outcome() instanceof Outcome.Failed failed) {
            sum += failed.detail().length();
        }
        if (fact instanceof Greeting greeting) {
            return sum + greeting.firstOctets().length();
        }
        if (fact instanceof TlsHandshake handshake) {
            return sum + said(handshake.tls());
        }
        if (fact instanceof Authentication login) {
            sum += login.mechanism().map(String::length).orElse(0);
            return sum + length(login.offered()) + length(login.known());
        }
        return fact instanceof Ehlo hello ? sum + said(hello.capabilities()) : sum;
    }

    private static int said(TlsInfo tls) {
        int sum = 3 * tls.identity().length() + length(tls.offered()) + length(tls.offeredGroups());
        sum += length(tls.offeredSuites())
                + tls.serverName().map(String::length).orElse(0);
        sum += tls.cipherSuite().map(String::length).orElse(0)
                + tls.protocol().map(String::length).orElse(0);
        for (Certificate each : tls.chain()) {
            sum += said(each);
        }
        return sum + tls.verdict().map(Weight::said).orElse(0);
    }

    private static int said(Certificate shown) {
        return CERTIFICATE
                + shown.subject().length()
                + shown.issuer().length()
                + shown.serial().length()
                + length(shown.names())
                + shown.keyAlgorithm().length()
                + shown.signatureAlgorithm().length()
                + shown.sha256().length();
    }

    private static int said(CertificateVerdict verdict) {
        int sum = verdict.detail().length() + length(verdict.weak());
        for (Certificate each : verdict.path()) {
            sum += each.sha256().length() + 1;
        }
        return sum;
    }

    private static int said(Capabilities offered) {
        int sum = offered.domain().length();
        List<Capabilities.Keyword> keywords = offered.keywords();
        for (int i = 0; i < keywords.size(); i++) {
            sum += keywords.get(i).line().length() + 1;
        }
        return sum;
    }

    private static int length(List<String> lines) {
        int sum = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            sum += lines.get(i).length();
        }
        return sum;
    }

    static int of(Attempt attempt) {
        int sum = ATTEMPT;
        for (Fact fact : attempt.facts()) {
            sum += FACT + of(fact.asMap());
        }
        for (Entry entry : attempt.transcript().entries()) {
            sum += ENTRY + Printable.octets(entry.toString());
        }
        return sum;
    }

    private static int of(Object value) {
        int sum = VALUE;
        if (value instanceof Map<?, ?> map) {
            sum += MAP;
            for (Map.Entry<?, ?> each : map.entrySet()) {
                sum += of(each.getKey()) + of(each.getValue());
            }
        } else if (value instanceof Collection<?> all) {
            for (Object each : all) {
                sum += of(each);
            }
        } else {
            sum += Printable.octets(value.toString());
        }
        return sum;
    }
}
