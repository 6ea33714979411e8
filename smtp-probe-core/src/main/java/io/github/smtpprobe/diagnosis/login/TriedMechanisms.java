/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The result of each mechanism that the server offers, if the request wants all of them tried, and what the differences mean. */
public final class TriedMechanisms implements Check {
    /** How many mechanisms are shown; a server may offer hundreds, and known ones come first. */
    private static final int SHOWN = 30;

    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return seen.request().triesEveryMechanism()
                ? seen.decisive()
                        .flatMap(decisive -> decisive.fact(Authentication.class)
                                .filter(login -> !login.offered().isEmpty())
                                .map(login -> new Results(seen, decisive, login).findings()))
                        .orElse(List.of())
                : List.of();
    }

    /** The logins of one probe, by their mechanisms. */
    private static final class Results {
        private final Attempt decisive;
        private final Authentication login;
        private final MissedMechanisms missed;
        private final Map<String, Authentication> facts = new LinkedHashMap<>();

        Results(Observation seen, Attempt decisive, Authentication login) {
            this.decisive = decisive;
            this.login = login;
            this.missed = new MissedMechanisms(seen.request(), login);
            login.mechanism().ifPresent(name -> facts.put(name, login));
            for (Attempt each : seen.attempts()) {
                if (each.purpose() == Purpose.MECHANISM) {
                    each.fact(Authentication.class)
                            .ifPresent(fact -> fact.mechanism().ifPresent(name -> facts.put(name, fact)));
                }
            }
        }

        List<Finding> findings() {
            List<Finding> found = new ArrayList<>();
            List<String> works = mechanisms(fact -> fact.outcome().succeeded());
            List<String> refused = mechanisms(Results::refused);
            found.add(finding("auth.every-mechanism", all(works)));
            List<String> hashed = refused.stream()
                    .filter(name -> RefusedLogin.needsItsOwnHash(name) && !bound(name, works))
                    .toList();
            if (!works.isEmpty() && !hashed.isEmpty()) {
                found.add(finding(
                        "auth.hash-missing",
                        Map.of("works", String.join(", ", works), "refused", String.join(", ", hashed))));
            }
            if (refused.size() > 1) {
                String none = works.isEmpty() ? String.join(", ", refused) : "";
                found.add(finding(
                        "auth.logins-refused", Map.of("count", Integer.toString(refused.size()), "refused", none)));
            }
            return found;
        }

        private Map<String, String> all(List<String> works) {
            boolean asked = !mechanisms(fact -> !(fact.outcome() instanceof Outcome.Skipped))
                    .isEmpty();
            return Map.of(
                    "works",
                    works.isEmpty() ? (asked ? "none" : "") : String.join(", ", works),
                    "refused",
                    described(fact -> fact.outcome() instanceof Outcome.Rejected, this::reply),
                    "failed",
                    described(fact -> fact.outcome() instanceof Outcome.Failed && !cancelled(fact), this::detail),
                    "untried",
                    untried());
        }

        private String described(Predicate<Authentication> which, Function<Authentication, String> how) {
            return facts.entrySet().stream()
                    .filter(each -> which.test(each.getValue()))
                    .map(each -> each.getKey() + " (" + how.apply(each.getValue()) + ")")
                    .collect(Collectors.joining(", "));
        }

        private String reply(Authentication fact) {
            Reply reply = fact.outcome().reply().orElseThrow();
            return reply.code() + reply.enhanced().map(code -> " " + code).orElse("");
        }

        private String detail(Authentication fact) {
            return ((Outcome.Failed) fact.outcome()).reason().token().replace('-', ' ');
        }

        private String untried() {
            List<String> rest = login.offered().stream()
                    .filter(name -> !facts.containsKey(name)
                            || facts.get(name).outcome() instanceof Outcome.Skipped
                            || cancelled(facts.get(name)))
                    .toList();
            String more = rest.size() > SHOWN ? " and " + (rest.size() - SHOWN) + " more" : "";
            return rest.stream()
                            .limit(SHOWN)
                            .map(name -> name + " (" + why(name) + ")")
                            .collect(Collectors.joining(", "))
                    + more;
        }

        private String why(String name) {
            Authentication fact = facts.getOrDefault(name, login.known().contains(name) ? login : null);
            if (fact != null && cancelled(fact)) {
                return "the probe was cancelled";
            }
            return fact != null && fact.outcome() instanceof Outcome.Skipped skipped
                    ? words(skipped.reason())
                    : missed.why(name);
        }

        private static String words(SkipReason reason) {
            return switch (reason) {
                case DEADLINE -> "no time was left";
                case ENOUGH_LOGINS -> "enough logins were refused or made";
                case LOGINS_HELD_BACK -> "the server takes no further login for now";
                case CLEARTEXT_REFUSED -> "the connection is not encrypted";
                case PEER_NOT_VERIFIED -> "the certificate does not prove who the server is";
                case NO_COMMON_MECHANISM, NOT_OFFERED -> "the server did not offer it again";
                case EARLIER_STEP_FAILED -> "the connection for it came to nothing";
                default -> reason.token().replace('-', ' ');
            };
        }

        private List<String> mechanisms(Predicate<Authentication> which) {
            return facts.entrySet().stream()
                    .filter(each -> which.test(each.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private static boolean cancelled(Authentication fact) {
            return fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.CANCELLED;
        }

        private static boolean refused(Authentication fact) {
            return fact.judged()
                    && AttemptFindings.refusal(fact)
                            .filter(reply -> reply.code().permanent())
                            .isPresent();
        }

        /** Whether only the binding to TLS can be what was refused: the same keys work without it. */
        private static boolean bound(String name, List<String> works) {
            return name.endsWith("-PLUS") && works.contains(name.substring(0, name.length() - "-PLUS".length()));
        }

        private Finding finding(String id, Map<String, String> values) {
            Map<String, String> all = new LinkedHashMap<>(values);
            all.put("host", decisive.route().host());
            List<String> evidence = new ArrayList<>();
            facts.forEach((name, fact) -> fact.outcome()
                    .reply()
                    .map(Reply::oneLine)
                    .ifPresent(reply -> evidence.add("AUTH " + name + ": S " + Quotation.shortened(reply))));
            return FindingText.of(id).filled(all, OptionalInt.of(decisive.index()), evidence);
        }
    }
}
