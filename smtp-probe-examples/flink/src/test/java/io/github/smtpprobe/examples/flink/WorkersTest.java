/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
    @Test
    void aNameThatIsNoHostNameCostsOneRow() throws Exception {
        assertThat(summary(SmtpProbe::standard, "no host")).satisfies(row -> {
            assertThat(row.state()).isEqualTo("refused");
            assertThat(row.summary()).contains("host");
        });
    }

    @Test
    void codeThatBreaksDownCostsOneRow() throws Exception {
        Probes broken = new Probes() {
            @Override
            public SmtpProbe make() {
                return SmtpProbe.standard();
            }

            @Override
            public ProbeRequest.Builder ask(String exchanger) {
                throw new StackOverflowError("here");
            }
        };
        assertThat(summary(broken, "mx.example")).satisfies(row -> {
            assertThat(row.state()).isEqualTo("broken");
            assertThat(row.summary()).contains("StackOverflowError");
        });
    }

    private static Summary summary(Probes probes, String exchanger) throws InterruptedException {
        BlockingQueue<Summary> rows = new ArrayBlockingQueue<>(1);
        try (Workers workers = new Workers(probes, Limits.polite())) {
            workers.probe(new Candidate("d1.example", exchanger, "example"), answer -> rows.add(answer.summary()));
            return rows.take();
        }
    }
}
