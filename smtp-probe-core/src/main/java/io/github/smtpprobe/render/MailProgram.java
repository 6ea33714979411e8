/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.ClientCertificate;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.transcript.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the probe did that a mail program cannot do, or can do only with more settings than those that are shown. */
final class MailProgram {
    private static final Set<String> HELLO = Set.of("EHLO", "HELO");

    private MailProgram() {}

    /** Why no settings make a mail program do the same, as a sentence; empty if there are such settings. */
    static Optional<String> cannot(ProbeReport report) {
        Optional<Attempt> passed = report.passed() ? report.decisive() : Optional.empty();
        if (passed.isEmpty()) {
            return Optional.of("Nothing worked, so there are no settings to advise.");
        }
        return passed.get().purpose().pasted()
                ? Optional.of("A dialogue does not say where it was had.")
                : way(passed.get()).or(() -> talk(report, passed.get())).or(() -> unoffered(passed.get()));
    }

    private static Optional<String> way(Attempt attempt) {
        boolean header = attempt.transcript().entries().stream()
                .flatMap(each -> each.event().stream())
                .anyMatch(each -> each.kind() == Event.Kind.PROXY_HEADER);
        if (header) {
            return Optional.of("The connection began with a PROXY header, which mail programs do not send.");
        }
        return attempt.fact(Connect.class)
                .flatMap(Connect::road)
                .filter(road -> RoadProxy.of(road).isEmpty())
                .map(road -> "Mail programs cannot take the way of this connection: " + road + ".");
    }

    private static Optional<String> talk(ProbeReport report, Attempt attempt) {
        if (report.request().asks(Option.LMTP)) {
            return Optional.of("LMTP was spoken, and mail programs speak SMTP.");
        }
        if (attempt.facts(XClient.class).stream()
                .anyMatch(each -> each.outcome().succeeded())) {
            return Optional.of("XCLIENT told the server of another client, and mail programs do not send it.");
        }
        return hello(attempt)
                .map(Ehlo::verb)
                .filter(verb -> !HELLO.contains(verb))
                .map(verb -> "Hello was said by " + verb + ", and mail programs say EHLO.");
    }

    /** The last accepted EHLO or HELO. */
    static Optional<Ehlo> hello(Attempt attempt) {
        return attempt.facts(Ehlo.class).stream()
                .filter(each -> each.outcome().succeeded())
                .reduce((before, last) -> last);
    }

    /** Whether the request demanded HELO. */
    static boolean saidHelo(ProbeReport report, Attempt attempt) {
        return report.request().asks(Option.HELLO_VERB)
                && hello(attempt).filter(each -> each.verb().equals("HELO")).isPresent();
    }

    private static Optional<String> unoffered(Attempt attempt) {
        boolean startTls = attempt.fact(StartTls.class)
                .filter(each -> each.outcome().succeeded())
                .isPresent();
        boolean offered = attempt.facts(Ehlo.class).stream()
                .anyMatch(each -> !each.encrypted() && each.capabilities().startTls());
        if (startTls && !offered) {
            return Optional.of("The server took STARTTLS without offering it, and mail programs do not send it then.");
        }
        if (passedOver(attempt)) {
            return Optional.of("The certificate was passed over, and mail programs stop at it.");
        }
        List<String> mechanisms =
                hello(attempt).map(each -> each.capabilities().mechanisms()).orElse(List.of());
        return attempt.fact(Authentication.class)
                .filter(each -> each.outcome().succeeded())
                .flatMap(Authentication::mechanism)
                .filter(name -> !mechanisms.contains(name.toUpperCase(Locale.ROOT)))
                .map(name -> "The server took a login by " + name
                        + " without offering it, and mail programs do not log in then.");
    }

    private static boolean passedOver(Attempt attempt) {
        return verdict(attempt).filter(verdict -> !verdict.acceptable()).isPresent();
    }

    static Optional<CertificateVerdict> verdict(Attempt attempt) {
        return attempt.fact(TlsHandshake.class).flatMap(fact -> fact.tls().verdict());
    }

    /** What a program needs besides the settings, as sentences. */
    static List<String> needs(ProbeReport report, Attempt attempt) {
        List<String> all = new ArrayList<>();
        String host = attempt.route().host();
        boolean given = report.resolution().hosts().stream()
                .anyMatch(each -> each.detail().equals("address given by the caller"));
        if (given) {
            all.add("The name " + host + " was not looked up: the probe connected to "
                    + attempt.route().addressText()
                    + ", as it was told to. Where the program runs, the name has to lead there.");
        }
        attempt.fact(Connect.class)
                .flatMap(Connect::road)
                .ifPresent(road -> all.add("The connection went through the " + road
                        + ". If that asks for a login, the program needs one, too."));
        if (saidHelo(report, attempt)) {
            all.add("Hello was said by HELO, as the request wanted. Programs begin with EHLO where they are not told"
                    + " otherwise.");
        }
        attempt.fact(TlsHandshake.class).map(TlsHandshake::tls).ifPresent(tls -> trust(report, tls, all));
        return List.copyOf(all);
    }

    private static void trust(ProbeReport report, TlsInfo tls, List<String> all) {
        Optional<Trust> trust = tls.verdict().map(CertificateVerdict::trust);
        if (trust.equals(Optional.of(Trust.TRUSTED_BY_FINGERPRINT))) {
            all.add("The certificate was trusted by its fingerprint alone (SHA-256 "
                    + tls.chain().get(0).sha256()
                    + "), whatever name it is made out to. Except for Postfix, it belongs into the trust store of the"
                    + " program, and nothing else does, since these settings do not check the name.");
        } else if (trust.equals(Optional.of(Trust.NOT_OBSERVED))) {
            all.add("An SSLContext of the caller's judged the certificate. The program has to trust the same ones.");
        } else if (report.request().asks(Option.OWN_TRUST)) {
            all.add("The certificate was judged by what the request trusts. The program has to trust the same.");
        }
        if (tls.clientCertificate() == ClientCertificate.GIVEN) {
            all.add("The server asked for a certificate and was shown one. The program may need it, too.");
        }
    }
}
