/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.diagnosis.words.Routing;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.diagnosis.words.Waited;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.route.Route;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A probe for which no route could be connected to. This is one problem and one finding, however many ports, addresses and
 * exchangers there are. Each of them is named with its result.
 */
final class UnreachedRoutes {
    private static final List<Reason> REASONS =
            List.of(Reason.CONNECTION_REFUSED, Reason.CONNECT_TIMEOUT, Reason.NO_ROUTE);

    /** How many routes a sentence names. */
    private static final int NAMED = 8;

    private final Observation seen;
    private final List<Attempt> attempts;

    private UnreachedRoutes(Observation seen, List<Attempt> attempts) {
        this.seen = seen;
        this.attempts = attempts;
    }

    /** All of them; empty if a connection was made, or if there is only one. */
    static Optional<UnreachedRoutes> of(Observation seen) {
        List<Attempt> found = new ArrayList<>();
        for (Attempt attempt : seen.attempts()) {
            Connect connect = attempt.fact(Connect.class).orElse(null);
            if (attempt.purpose() != Purpose.PROBE || connect == null) {
                continue;
            }
            if (connect.outcome().succeeded()) {
                return Optional.empty();
            }
            if (AttemptFindings.failed(connect, REASONS.toArray(new Reason[0])) && !inner(seen, attempt)) {
                found.add(attempt);
            }
        }
        return found.size() < 2 ? Optional.empty() : Optional.of(new UnreachedRoutes(seen, found));
    }

    /** Whether the exchanger's address makes no sense from outside, which has a finding of its own. */
    private static boolean inner(Observation seen, Attempt attempt) {
        return seen.request().target() instanceof Target.MailExchangers
                && MailExchangers.inner(attempt.route().address());
    }

    boolean has(Attempt attempt) {
        return attempts.contains(attempt);
    }

    /** Adds the finding once: to the decisive attempt, or to the first. */
    void tell(AttemptFindings one) {
        Attempt teller = seen.decisive().filter(this::has).orElse(attempts.get(0));
        if (one.attempt() != teller) {
            return;
        }
        Connect fact = connect(teller);
        Values values = new Values(seen, teller, fact, (reply, address) -> false);
        values.put("ports", ports());
        values.put("where", where());
        values.put("each", "each");
        values.put("every", "Every");
        values.put("ms", "");
        values.put("outcomes", outcomes());
        values.put("address", distinct(Route::addressText, " or "));
        values.put("longer", longer());
        values.put("routing", routing());
        values.put("hint", teller.route().port() == 25 ? FailedConnection.RELAY_BLOCKED : "");
        Finding.Builder finding = FindingText.of(id())
                .filled(values, evidence())
                .attempt(teller.index())
                .subject(Values.known(seen.request().target().name()));
        one.add(finding.build(), fact);
    }

    private String id() {
        Set<Reason> reasons = new LinkedHashSet<>();
        attempts.forEach(each -> reasons.add(reason(each)));
        if (reasons.size() > 1) {
            return "tcp.nothing-open";
        }
        return switch (reasons.iterator().next()) {
            case CONNECTION_REFUSED -> "tcp.refused";
            case CONNECT_TIMEOUT -> "tcp.timeout";
            default -> "tcp.unreachable";
        };
    }

    private String ports() {
        List<String> ports = attempts.stream()
                .map(each -> Integer.toString(each.route().port()))
                .distinct()
                .toList();
        return (ports.size() == 1 ? "port " : "ports ") + listed(ports, " and ");
    }

    /** Each host with its addresses. */
    private String where() {
        Map<String, Set<String>> hosts = new LinkedHashMap<>();
        for (Attempt each : attempts) {
            Route route = each.route();
            Set<String> addresses = hosts.computeIfAbsent(route.host(), host -> new LinkedHashSet<>());
            if (!route.literal() && !route.addressText().isEmpty()) {
                addresses.add(route.addressText());
            }
        }
        return listed(
                hosts.entrySet().stream()
                        .map(host -> host.getKey()
                                + (host.getValue().isEmpty() ? "" : " (" + String.join(", ", host.getValue()) + ")"))
                        .toList(),
                " and ");
    }

    private String outcomes() {
        boolean portsOnly =
                attempts.stream().map(each -> each.route().address()).distinct().count() == 1;
        List<String> each = attempts.stream()
                .map(one ->
                        (portsOnly ? "port " + one.route().port() : one.route().toString()) + ": " + word(one))
                .toList();
        return listed(each, ", ");
    }

    private static String word(Attempt attempt) {
        return switch (reason(attempt)) {
            case CONNECTION_REFUSED -> "refused";
            case CONNECT_TIMEOUT -> "no answer within " + Waited.millis(connect(attempt)) + " ms";
            default -> "no route";
        };
    }

    /** Words about routing; which of two families is missing is not known. */
    private String routing() {
        boolean six = attempts.stream().allMatch(each -> each.route().address() instanceof Inet6Address);
        return Routing.advice(six);
    }

    private String longer() {
        return attempts.stream()
                .map(each -> Waited.longer(seen, each, connect(each)))
                .filter(advice -> !advice.isEmpty())
                .findFirst()
                .orElse("");
    }

    private List<String> evidence() {
        return attempts.stream()
                .limit(2L * NAMED)
                .map(each -> "connecting: " + each.route() + " failed: " + detail(each))
                .toList();
    }

    private String distinct(Function<Route, String> part, String last) {
        return listed(attempts.stream().map(Attempt::route).map(part).distinct().toList(), last);
    }

    private static String listed(List<String> items, String last) {
        if (items.size() > NAMED) {
            return String.join(", ", items.subList(0, NAMED)) + last + (items.size() - NAMED) + " more";
        }
        int end = items.size() - 1;
        return end < 1
                ? String.join("", items)
                : items.stream().limit(end).collect(Collectors.joining(", ")) + last + items.get(end);
    }

    private static Connect connect(Attempt attempt) {
        return attempt.fact(Connect.class).orElseThrow();
    }

    private static Reason reason(Attempt attempt) {
        return ((Outcome.Failed) connect(attempt).outcome()).reason();
    }

    private static String detail(Attempt attempt) {
        return ((Outcome.Failed) connect(attempt).outcome()).detail();
    }
}
