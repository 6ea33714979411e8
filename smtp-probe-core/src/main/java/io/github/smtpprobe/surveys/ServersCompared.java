/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each of several name servers says on its own. Only questions are asked that have the same answer for everybody; addresses
 * are left out, because many zones give each resolver the addresses near it.
 */
final class ServersCompared {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST = 5;

    /** Why an answer is missing that says nothing of its name server. */
    private static final Set<Trouble> OWN =
            EnumSet.of(Trouble.TOO_MANY, Trouble.TOO_MUCH_WORK, Trouble.EXTENSION_FAILED);

    /** Why an answer is missing that was waited for, or may have been. */
    private static final Set<Trouble> WAITED_FOR = EnumSet.of(Trouble.SILENT, Trouble.TRUNCATED);

    private final SecureResolver resolver;
    private final Deadline deadline;

    ServersCompared(SecureResolver resolver, Deadline deadline) {
        this.resolver = resolver;
        this.deadline = deadline;
    }

    /**
     * The answers to the first question about which the servers differ; otherwise those to the first question that some of them
     * do not answer, and others do; empty if there is neither.
     */
    List<DnsAnswer> differing(List<Question> questions) {
        List<DnsAnswer> missing = List.of();
        try {
            for (Question question : questions.stream().distinct().limit(MOST).toList()) {
                List<DnsAnswer> each =
                        deadline.expired() ? List.of() : resolver.fromEach(question, deadline.sooner(LONGEST));
                if (differ(each)) {
                    return each;
                }
                missing = missing.isEmpty() && partly(each) ? each : missing;
                if (!each.stream().allMatch(ServersCompared::comparable)) {
                    return missing; // a server that does not answer would have to be waited for again
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return missing;
    }

    /** Whether some servers answer, and others do not. */
    private static boolean partly(List<DnsAnswer> answers) {
        return answers.stream().anyMatch(DnsAnswer::answered)
                && answers.stream().anyMatch(ServersCompared::fails);
    }

    private static boolean fails(DnsAnswer answer) {
        return answer.security() == Security.FAILED
                && answer.trouble().filter(OWN::contains).isEmpty();
    }

    /** Whether the next question can be put to its server without waiting long. */
    private static boolean comparable(DnsAnswer answer) {
        return tells(answer)
                || (fails(answer)
                        && answer.trouble().filter(WAITED_FOR::contains).isEmpty());
    }

    private static boolean differ(List<DnsAnswer> answers) {
        return different(answers.stream().filter(DnsAnswer::answered).map(each -> Set.copyOf(each.records())))
                || different(answers.stream().filter(ServersCompared::tells).map(DnsAnswer::security))
                || different(answers.stream()
                        .filter(each -> each.security().learned())
                        .map(each -> each.trouble().filter(Trouble.SERVER_FAILURE::equals)));
    }

    private static boolean different(Stream<?> some) {
        return some.distinct().count() > 1;
    }

    /**
     * Whether an answer says something about the zone. If a server does not answer, or always omits signatures, that is about
     * the server.
     */
    private static boolean tells(DnsAnswer answer) {
        return answer.security().learned() || answer.security() == Security.BOGUS;
    }
}
