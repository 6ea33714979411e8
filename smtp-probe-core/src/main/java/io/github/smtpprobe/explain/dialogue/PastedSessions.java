/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All sessions of a text together. The last result for a recipient counts: a failure after which a later try succeeded is
 * reported but does not decide.
 */
final class PastedSessions {
    /** The most sessions in a report, which nobody would read further; failed ones come first. */
    static final int MOST = 50;

    private final List<One> all = new ArrayList<>();
    private final Map<String, Integer> delivered = new HashMap<>();
    private final Purpose purpose;
    private int lastGood = -1;

    /**
     * Begins without sessions.
     *
     * @param purpose the purpose of the attempts, which tells what kind of text it is
     */
    PastedSessions(Purpose purpose) {
        this.purpose = purpose;
    }

    /** A session, with what else the text says about it. */
    private record One(int place, PastedSession session, Set<String> recipients, boolean spoken, Verdict verdict) {
        boolean good() {
            return verdict == Verdict.PASSED;
        }

        boolean forGood() {
            return verdict == Verdict.FAILED;
        }
    }

    /**
     * Adds the next session.
     *
     * @param recipients the recipients of the mail
     * @param spoken     whether it is a dialogue, and not an entry of a log
     */
    void add(PastedSession session, Set<String> recipients, boolean spoken) {
        int place = all.size();
        One one = new One(
                place,
                session,
                recipients,
                spoken,
                session.attempt(0, purpose, 0).verdict());
        all.add(one);
        if (one.good()) {
            recipients.forEach(each -> delivered.put(each, place));
            lastGood = spoken ? place : lastGood;
        }
    }

    /** Whether a later session succeeded where this one failed. */
    private boolean over(One one) {
        Set<String> refused = one.session.refused();
        Set<String> asked = refused.isEmpty() ? one.recipients : about(one, refused);
        boolean before = refused.isEmpty() && one.session.refusedBefore();
        boolean later = asked.isEmpty()
                ? one.spoken && lastGood > one.place && sameServer(one, all.get(lastGood))
                : asked.stream().allMatch(each -> wentOut(each, one, before));
        return !one.good() && later;
    }

    /**
     * Whether a mail was delivered later; through the same server, if that had refused this one regardless of its recipients.
     */
    private boolean wentOut(String mail, One one, boolean before) {
        int place = delivered.getOrDefault(mail, -1);
        return place > one.place && (!before || mail.contains(LogLine.MAIL) || sameServer(one, all.get(place)));
    }

    /** The mails to some recipients of a session. */
    private static Set<String> about(One one, Set<String> recipients) {
        Set<String> mails = one.recipients.stream()
                .filter(each -> recipients.contains(each.split(LogLine.MAIL, 2)[0]))
                .collect(Collectors.toSet());
        return mails.isEmpty() ? recipients : mails;
    }

    /** Whether two sessions may be with the same server. */
    private static boolean sameServer(One one, One other) {
        String first = one.session.server().name();
        String second = other.session.server().name();
        return first.isEmpty() || second.isEmpty() || first.equals(second);
    }

    private boolean failed(One one) {
        return !one.good() && !over(one);
    }

    /** Whether a session failed because of a refusal, and no later one succeeded. */
    boolean refused() {
        return all.stream()
                .anyMatch(one -> failed(one)
                        && one.session.facts().stream()
                                .anyMatch(fact -> fact.outcome() instanceof io.github.smtpprobe.fact.Outcome.Rejected));
    }

    /** For each attempt, the client that a server's log names. */
    List<Optional<String>> clients() {
        return kept().stream().map(one -> one.session.server().client()).toList();
    }

    /** The sessions for which a report has room: the failed ones, and the last ones. */
    private List<One> kept() {
        return all.stream()
                .sorted(Comparator.comparing((One one) -> !failed(one))
                        .thenComparing(One::place, Comparator.reverseOrder()))
                .limit(MOST)
                .sorted(Comparator.comparingInt(One::place))
                .toList();
    }

    Observation observation(Excerpt text) {
        List<One> kept = kept();
        int left = all.stream()
                .filter(one -> !kept.contains(one))
                .mapToInt(one -> one.session.octets())
                .sum();
        List<Attempt> attempts = new ArrayList<>();
        for (One one : kept) {
            Purpose read = over(one) ? Purpose.EARLIER_DIALOGUE : purpose;
            attempts.add(one.session.attempt(attempts.size(), read, attempts.isEmpty() ? text.unread() + left : 0));
        }
        One decides = kept.stream()
                .filter(this::failed)
                .min(Comparator.comparing(one -> !one.forGood()))
                .orElse(kept.get(kept.size() - 1));
        return observation(decides.session, attempts, text.time().limit());
    }

    /** The kind of credentials, derived from the mechanisms of the logins: one kind if all have it, otherwise a password. */
    private static Optional<String> credentials(List<Attempt> attempts) {
        List<Authentication> logins = attempts.stream()
                .flatMap(each -> each.fact(Authentication.class).stream())
                .toList();
        List<String> kinds =
                logins.stream().map(PastedSessions::kind).distinct().toList();
        return kinds.isEmpty() ? Optional.empty() : Optional.of(kinds.size() == 1 ? kinds.get(0) : "password");
    }

    private static String kind(Authentication login) {
        if (login.byToken()) {
            return "bearer";
        }
        return switch (login.mechanism().orElse("")) {
            case "EXTERNAL" -> "external";
            case "ANONYMOUS" -> "anonymous";
            default -> "password";
        };
    }

    private static Observation observation(PastedSession session, List<Attempt> attempts, Duration limit) {
        Route route = attempts.get(0).route();
        Route decides = session.server().route(session.mode());
        PortPlan ports = decides.port() == 0 ? new PortPlan(List.of()) : PortPlan.of(decides.port(), decides.mode());
        RequestView.Builder view = RequestView.builder(new Target.Server(decides.host(), decides.literal()), ports)
                .coverage(attempts.size() > 1 ? Coverage.ALL : Coverage.FIRST_CONVERSATION)
                .option(RequestView.Option.CLEARTEXT_CREDENTIALS, true)
                .deadline(limit)
                .option(RequestView.Option.ENVELOPE, session.has(MailFrom.class))
                .option(RequestView.Option.MESSAGE, session.has(MessageTransfer.class));
        credentials(attempts).ifPresent(view::credentials);
        Resolution resolution =
                Resolution.builder(decides.host()).routes(List.of(route)).build();
        return Observation.builder(view.build(), resolution)
                .attempts(attempts)
                .started(Instant.now())
                .build();
    }
}
