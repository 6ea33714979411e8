/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyProblem;
import io.github.smtpprobe.mtasts.PolicyProblem.Code;
import java.util.Set;

/** What to do about the one problem that makes a policy invalid (RFC 8461 §3.2). */
final class PolicyCorrection {
    private static final String NEW_ID = ". Then publish a new id";

    private static final Set<String> KEYS = Set.of("version", "mode", "max_age", "mx");

    private PolicyCorrection() {}

    /** A sentence without its end; empty if there is nothing to add to what a policy needs. */
    static String of(ParsedPolicy policy, PolicyProblem fatal) {
        return switch (fatal.code()) {
            case HTML ->
                "Make the web server send the policy for this path, ahead of rules that answer each path with a web"
                        + " page";
            case GZIP -> "Make the policy host send the file as it is when a client does not ask for it compressed";
            default -> {
                String file = ofFile(policy, fatal);
                yield file.isEmpty() ? "" : file + NEW_ID;
            }
        };
    }

    private static String ofFile(ParsedPolicy policy, PolicyProblem fatal) {
        if (policy.problems().stream().anyMatch(each -> each.code() == Code.BYTE_ORDER_MARK)) {
            return "Save the file as UTF-8 without a byte order mark (BOM), which belongs to the first key and makes"
                    + " it a different one";
        }
        return switch (fatal.code()) {
            case UTF_16 -> "Save the file as UTF-8";
            case JSON -> "Write each key with its value on a line of its own, such as mode: enforce";
            case SEVERAL_KEYS -> "Give each key a line of its own, which ends with CR and LF, or LF";
            case NO_VERSION, NO_MODE, NO_MAX_AGE, NO_MX ->
                policy.problems().stream().anyMatch(PolicyCorrection::blank)
                        ? "Take the blanks away that stand before keys and before their colons"
                        : "";
            case BAD_VERSION -> "Write STSv1 for the version, in exactly these letters";
            case BAD_MODE -> "Write enforce, testing or none for the mode, in small letters";
            case BAD_MAX_AGE -> "Write max_age as a number of seconds alone, such as 2592000";
            case MAX_AGE_TOO_LONG -> "Set max_age to 31557600 seconds at most, such as 2592000";
            case BAD_MX -> "Write the exchanger's name alone behind mx:, as the MX record has it";
            case MX_FIRST_DOT -> "Write *" + value(fatal) + " for a wildcard, which covers exactly one label";
            case MX_PORT -> "Take the port away";
            case MX_LAST_DOT -> "Take the dot at the end of the name away";
            case MX_SEVERAL -> "Give each name a line of its own that begins with mx:";
            case MX_NOT_ASCII -> "Write the name as the MX record has it, in A-labels, which begin with xn--";
            default -> "";
        };
    }

    /** Whether a key is known except for the blanks around it. */
    private static boolean blank(PolicyProblem problem) {
        String key = problem.text().split(":", 2)[0];
        return problem.code() == Code.BAD_KEY && KEYS.contains(key.strip()) && !KEYS.contains(key);
    }

    private static String value(PolicyProblem problem) {
        return Seen.value(
                problem.text().substring(problem.text().indexOf(':') + 1).strip());
    }
}
