/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.MailResolver.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of a caller's resolver that are larger than any zone's. */
class BoundedAnswersTest {
    private static final String LONG = "x".repeat(1_000_000);

    /** A resolver with one exchanger, and the same answer for every host. */
    private record Large(String exchanger, Answer<InetAddress> hosts) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of(new Exchanger(10, exchanger)));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return hosts;
        }
    }

    private static GuardedNames names(String exchanger, Status status) {
        Answer<InetAddress> found = status == Status.FOUND
                ? Answer.found(List.of(InetAddress.getLoopbackAddress()))
                : Answer.none(status, LONG);
        Answer<InetAddress> hosts = found.withAliases(Collections.nCopies(100_000, LONG));
        return new GuardedNames(
                new Large(exchanger, hosts), (host, address, port) -> true, new Guard(new Cancellation()));
    }

    private static Deadline amply() {
        return Deadline.after(Duration.ofMinutes(1), Ticker.system());
    }

    @Test
    void aliasesAndDetailsAreKeptInPart() {
        for (Status status : List.of(Status.FOUND, Status.NXDOMAIN)) {
            Answer<InetAddress> answer =
                    names("mx.example", status).addresses("mx.example", AddressFamilies.IPV4_FIRST, amply());
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.aliases()).hasSizeLessThanOrEqualTo(100).allMatch(alias -> alias.length() < 2_000);
            assertThat(answer.detail()).hasSizeLessThan(2_000);
        }
    }

    @Test
    void aNameThatIsLongerThanNamesCanBeIsTheResolversFault() {
        Answer<Exchanger> answer = names(LONG, Status.FOUND).exchangers("example.com", amply());
        assertThat(answer.status()).isEqualTo(Status.EXTENSION_FAILED);
        assertThat(answer.detail())
                .contains("a name that is longer than names can be")
                .hasSizeLessThan(500);
        assertThat(names("mx.example", Status.FOUND)
                        .exchangers("example.com", amply())
                        .records())
                .containsExactly(new Exchanger(10, "mx.example"));
    }
}
