/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static io.github.smtpprobe.addresses.ReverseNameProbe.HOST;
import static io.github.smtpprobe.addresses.ReverseNameProbe.of;
import static io.github.smtpprobe.addresses.ReverseNameProbe.probe;
import static io.github.smtpprobe.addresses.ReverseNameProbe.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.MemoryRoutes;
import io.github.smtpprobe.harness.OlderResolver;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time for reverse names: what a silent server, a look-up that hangs and a cancel leave of them. */
@Timeout(Patience.HANGING)
class ReverseNameTimeTest {
    /** Waits for ever where a reverse name is asked for, unless it is interrupted. */
    private static final class Hanging extends OlderResolver {
        private final Runnable before;

        Hanging(MailResolver zone, Runnable before) {
            super(zone);
            this.before = before;
        }

        @Override
        public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
            before.run();
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts down");
        }
    }

    @Test
    void aServerThatIsSilentToTheEndLeavesTimeForThem() {
        ProbeReport report = MemoryRoutes.probe(
                HOST.reverse("192.0.2.9", "mx.example"),
                MemoryRoutes.memory(Script.parse(Scripts.SILENT)),
                request().withoutSecondLook().build());
        assertThat(of(report, Whose.SERVER))
                .isNotEmpty()
                .allMatch(fact -> fact.outcome().succeeded());
    }

    @Test
    void whenTheTimeIsOverThatIsSaidOfEachLookUp() {
        MemoryTransport memory = MemoryRoutes.memory(Script.parse(Scripts.SILENT));
        ProbeReport report = SmtpProbe.builder()
                .resolver(HOST.reverse("192.0.2.9", "mx.example"))
                .transport(memory)
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        memory.ticker().advance(Duration.ofSeconds(30));
                    }
                })
                .build()
                .probe(request().withoutSecondLook().build());
        assertThat(report.targetFacts(ReverseName.class)).isNotEmpty();
        assertThat(of(report, Whose.SERVER)).allMatch(fact -> fact.outcome().skippedFor(SkipReason.DEADLINE));
    }

    @Test
    void aLookUpThatHangsEndsWithTheDeadline() {
        ProbeReport report =
                probe(new Hanging(HOST, () -> {}), request().deadline(Duration.ofSeconds(1)), Scripts.WORKS);
        assertThat(report.took()).isLessThan(Duration.ofSeconds(1).plus(Patience.AMPLE));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(of(report, Whose.SERVER).get(0).iprev()).contains(Iprev.TEMPERROR);
    }

    @Test
    void aCancelDuringALookUpIsACancel() {
        AtomicReference<ProbeCall> call = new AtomicReference<>();
        // Somebody else's: one who cancels on the probing thread is awake, and is not interrupted.
        Runnable cancels = () -> new Thread(() -> call.get().cancel()).start();
        call.set(SmtpProbe.builder()
                .resolver(new Hanging(HOST, cancels))
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(Scripts.WORKS)))
                .lookUp("acme.waits", context -> {
                    throw new AssertionError("is not asked any more");
                })
                .build()
                .call(request().build()));
        ProbeReport report = call.get().execute();
        Invariants.check(report);
        assertThat(report.targetFacts())
                .filteredOn(fact -> !fact.kind().startsWith("client-"))
                .hasSize(2)
                .allMatch(fact ->
                        fact.outcome() instanceof Outcome.Failed failed && failed.reason() == Reason.PROBE_CANCELLED);
    }
}
