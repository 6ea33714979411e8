/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptLine;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that say almost the right thing: octets flipped, lines cut, doubled, swapped or replaced. Whatever they do is a named result. */
@Tag("sweep")
class MutatedServersTest {
    private static final int SERVERS = Integer.getInteger("mutated.servers", 150);
    private static final List<DialogueFile> FILES = DialogueFile.all()
            .filter(file -> file.certificate() == DialogueFile.good())
            .toList();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void areAllNamed(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SERVERS; i++) {
            DialogueFile file = FILES.get(random.nextInt(FILES.size()));
            Script script = new Script(mutated(file.script().lines(), random));
            MemoryTransport memory =
                    new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), script);
            ProbeReport report;
            try {
                report = SmtpProbe.builder()
                        .transport(memory)
                        .ticker(memory.ticker())
                        .tlsSettings(DialogueFile.trusting())
                        .build()
                        .probe(file.request(25));
                Invariants.check(report);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError(
                        "seed " + seed + ", server " + i + " from " + file.name() + ":\n" + script, broken);
            }
            assertThat(memory.open()).isZero();
        }
    }

    private static List<ScriptLine> mutated(List<ScriptLine> lines, Random random) {
        List<ScriptLine> out = new ArrayList<>();
        for (ScriptLine line : lines) {
            boolean server =
                    line instanceof ScriptLine.Said said && said.entry().direction() == Entry.Direction.SERVER;
            if (!server || random.nextInt(4) > 0) {
                out.add(line);
                continue;
            }
            Entry entry = ((ScriptLine.Said) line).entry();
            byte[] octets = entry.octets();
            switch (random.nextInt(8)) {
                case 0 -> octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> octets = Arrays.copyOf(octets, random.nextInt(octets.length));
                case 2 -> out.add(line);
                case 3 -> octets[0] = (byte) ('0' + random.nextInt(10));
                case 4 -> octets[Math.min(3, octets.length - 1)] = (byte) (random.nextBoolean() ? '-' : ' ');
                case 5 -> out.add(happening(random.nextBoolean() ? Event.Kind.CLOSED : Event.Kind.RESET));
                case 6 -> {
                    octets = new byte[1 + random.nextInt(80)];
                    random.nextBytes(octets);
                }
                default -> out.add(happening(Event.Kind.TIMEOUT));
            }
            if (octets.length > 0) {
                out.add(new ScriptLine.Said(Entry.server(octets, entry.encrypted(), false, Duration.ZERO)));
            }
        }
        return out;
    }

    private static ScriptLine happening(Event.Kind kind) {
        return new ScriptLine.Said(Entry.event(Event.of(kind), Duration.ZERO));
    }
}
