/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import static java.util.Map.entry;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of which finding follows from which, by ids. Causes are looked up among the findings of one attempt and those of
 * the whole probe.
 */
final class Causes {
    private static final List<String> TOKEN =
            List.of("auth.token-expired", "auth.token-too-early", "auth.token-elsewhere", "auth.token-scope");

    private static final List<String> NO_RECIPIENT =
            List.of("recipient.", "relay.", "address.", "client.", "sender.", "server.");

    /** A port that expects another protocol, or TLS at another moment. */
    private static final List<String> OTHER_SPEECH = List.of("port.", "peer.");

    /** A server of another protocol, which does not understand SMTP. */
    private static final List<String> OTHER_SERVICE = List.of("peer.ftp", "peer.lmtp", "peer.nntp");

    /** An address that makes no sense outside the server's own network. */
    private static final List<String> INNER = List.of("mx.localhost", "mx.private", "host.own-machine");

    /**
     * Findings about the conduct of another program, for which a server refuses everything that follows, and about replies that
     * were out of step, after which no reply can be trusted. A message whose fate is unknown takes precedence over the reason,
     * since whoever tries again may send it twice.
     */
    private static final Set<String> CONDUCT = Set.of(
            "message.fate-unknown",
            "session.unsolicited",
            "ehlo.bytes-before",
            "ehlo.bad-literal",
            "ehlo.local-name",
            "ehlo.no-name",
            "ehlo.helo-after-ehlo",
            "ehlo.helo-hides-login",
            "login.lost-by-ehlo",
            "login.not-made",
            "auth.mechanism-not-offered");

    /** Which finding follows from which: an id, and the beginnings of the ids of its causes. */
    private static final Map<String, List<String>> FOLLOWS = Map.ofEntries(
            entry(
                    "auth.not-offered",
                    List.of(
                            "greeting.masked",
                            "starttls.stripped",
                            "ehlo.unknown",
                            "login.on-exchanger",
                            "capabilities.auth-gone",
                            "capabilities.masked")),
            entry("auth.cleartext-refused", List.of("greeting.masked", "starttls.", "tls.", "ehlo.unknown")),
            entry("auth.peer-not-verified", List.of("cert.")),
            entry("cert.ignored", List.of("cert.")),
            entry("tls.downgraded", List.of("tls.", "starttls.then-closed")),
            entry("starttls.not-offered", List.of("greeting.masked", "ehlo.unknown", "network.intercepted")),
            entry("starttls.stripped", List.of("greeting.masked", "network.intercepted")),
            entry("starttls.intercepted", List.of("network.intercepted")),
            entry("starttls.refused", List.of("network.intercepted")),
            entry("auth.not-advertised", List.of("login.on-exchanger")),
            entry("relay.denied", List.of("login.on-exchanger")),
            entry("greeting.timeout", OTHER_SPEECH),
            entry("greeting.timeout-in-tls", OTHER_SPEECH),
            entry("ehlo.name-refused", OTHER_SERVICE),
            entry("session.closed", together(OTHER_SPEECH, List.of("lmtp.replies-missing", "server.out-of-turn"))),
            entry("session.drips", List.of("lmtp.replies-missing")),
            entry("greeting.closed", together(OTHER_SPEECH, List.of("tls.client-certificate"))),
            entry("tcp.reset", together(OTHER_SPEECH, INNER, List.of("tls.client-certificate"))),
            entry("peer.tls-port", List.of("port.")),
            entry("peer.not-smtp", List.of("port.")),
            entry("session.timeout", together(OTHER_SPEECH, List.of("pipelining.unanswered", "lmtp.replies-missing"))),
            entry("tls.broken", List.of("tls.client-certificate")),
            entry("tls.alert-later", List.of("tls.client-certificate")),
            entry("ehlo.closed-after-tls", List.of("tls.client-certificate")),
            entry("ehlo.closed", OTHER_SERVICE),
            entry("ehlo.refused", together(OTHER_SERVICE, List.of("greeting.masked"))),
            entry("ehlo.timeout", OTHER_SERVICE),
            entry("greeting.unexpected", OTHER_SERVICE),
            entry("tls.silent", OTHER_SPEECH),
            entry("tls.timeout", OTHER_SPEECH),
            entry("tls.endless", OTHER_SPEECH),
            entry("tls.closed", OTHER_SPEECH),
            entry("tls.plain-port", List.of("peer.", "port.expects-proxy")),
            entry("tls.not-tls", OTHER_SPEECH),
            entry("proxy.header-unanswered", OTHER_SPEECH),
            entry("proxy.header-not-accepted", OTHER_SPEECH),
            entry("tcp.refused", together(INNER, List.of("port.", "host."))),
            entry("host.no-mail", INNER),
            entry("host.silent", INNER),
            entry("port.filtered", INNER),
            entry("tcp.timeout", together(INNER, List.of("network.", "port.", "host."))),
            entry("tcp.nothing-open", together(INNER, List.of("network.", "port.", "host."))),
            entry("tcp.unreachable", together(INNER, List.of("network."))),
            entry("local.tls", List.of("mx.not-host-name")),
            entry("cert.wrong-name", List.of("mx.not-host-name", "network.intercepted")),
            entry("cert.wrong-name-of-provider", List.of("network.intercepted")),
            entry("cert.no-names", List.of("mx.not-host-name", "network.intercepted")),
            entry("cert.name-in-subject", List.of("mx.not-host-name", "network.intercepted")),
            entry("cert.not-yet-valid", List.of("local.clock")),
            entry("cert.untrusted", List.of("network.tls-inspected", "network.intercepted")),
            entry("cert.self-signed", List.of("network.intercepted")),
            entry("auth.token-rejected", TOKEN),
            entry("auth.rejected", together(TOKEN, List.of("network.intercepted"))),
            entry("auth.refused-early", List.of("network.intercepted")),
            entry("tls.truncated", List.of("session.", "ehlo.", "greeting.")),
            entry("auth.oauth-setup", TOKEN),
            entry("sender.tls-required", List.of("capabilities.masked")),
            entry("message.not-sent", NO_RECIPIENT),
            entry("message.no-recipients", NO_RECIPIENT));

    private record Place(OptionalInt attempt, String id) {}

    /** For each attempt, and for the whole probe, the worst finding of each id that may be a cause. Filled on first use. */
    private final Map<OptionalInt, Map<String, Judgement>> found = new HashMap<>();

    /** Results by attempt and id. The key is one text, because on JDK 17 a record as a key keeps its class loader alive. */
    private final Map<String, Optional<Judgement>> known = new HashMap<>();

    /** Findings that explain a fact better than its reply does. */
    private final List<Judgement> conduct = new ArrayList<>(0);

    private final List<Judgement> all;

    /**
     * Prepares to find causes.
     *
     * @param all all findings; must not change while causes are asked for
     */
    Causes(List<Judgement> all) {
        this.all = all;
        for (Judgement each : all) {
            if (CONDUCT.contains(each.finding().id())) {
                conduct.add(each);
            }
        }
    }

    @SafeVarargs
    private static List<String> together(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> each : parts) {
            all.addAll(each);
        }
        return List.copyOf(all);
    }

    private Map<OptionalInt, Map<String, Judgement>> found() {
        if (found.isEmpty()) {
            for (Judgement each : all) {
                Finding finding = each.finding();
                if (finding.severity() != Severity.INFO) {
                    found.computeIfAbsent(finding.attempt(), attempt -> new LinkedHashMap<>())
                            .merge(finding.id(), each, Causes::worse);
                }
            }
        }
        return found;
    }

    /** The cause of a finding, if it was found too. */
    Optional<Judgement> of(Judgement consequence) {
        Optional<Judgement> said = said(consequence);
        if (said.isPresent()) {
            return said;
        }
        for (Judgement each : conduct) {
            if (each != consequence
                    && consequence.fact().isPresent()
                    && each.explains(consequence.fact().get())) {
                return Optional.of(each);
            }
        }
        return inTable(consequence.finding());
    }

    /** The cause that its check names, preferably a finding of the same attempt. */
    private Optional<Judgement> said(Judgement consequence) {
        Finding finding = consequence.finding();
        String cause = finding.consequenceOf().orElse("");
        return cause.isEmpty()
                ? Optional.empty()
                : all.stream()
                        .filter(each ->
                                each != consequence && each.finding().id().equals(cause))
                        .min(Comparator.comparing(
                                each -> !each.finding().attempt().equals(finding.attempt())));
    }

    private Optional<Judgement> inTable(Finding finding) {
        List<String> causes = FOLLOWS.getOrDefault(finding.id(), List.of());
        return causes.isEmpty()
                ? Optional.empty()
                : known.computeIfAbsent(
                        finding.attempt() + " " + finding.id(),
                        key -> find(new Place(finding.attempt(), finding.id()), causes));
    }

    /** The cause of a finding. If two findings could each follow from the other, neither does. */
    private Optional<Judgement> find(Place place, List<String> causes) {
        return near(place.attempt())
                .filter(each -> !each.finding().id().equals(place.id()))
                .filter(each -> begins(each.finding().id(), causes))
                .filter(each ->
                        !begins(place.id(), FOLLOWS.getOrDefault(each.finding().id(), List.of())))
                .min(Comparator.comparing(each -> each.finding().severity()));
    }

    private static boolean begins(String id, List<String> beginnings) {
        for (String each : beginnings) {
            if (id.startsWith(each)) {
                return true;
            }
        }
        return false;
    }

    private Stream<Judgement> near(OptionalInt attempt) {
        return attempt.isEmpty()
                ? found().values().stream().map(Map::values).flatMap(Collection::stream)
                : Stream.of(attempt, OptionalInt.empty())
                        .flatMap(each -> found().getOrDefault(each, Map.of()).values().stream());
    }

    private static Judgement worse(Judgement one, Judgement other) {
        return other.finding().severity().compareTo(one.finding().severity()) < 0 ? other : one;
    }
}
