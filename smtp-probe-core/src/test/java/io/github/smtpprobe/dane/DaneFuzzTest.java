/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.Made.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever zones and servers send is judged, in a time that does not grow faster than what they send. */
class DaneFuzzTest {
    private static final Party ROOT = Made.root();
    private static final Party INTERMEDIATE = Made.intermediate(ROOT);
    private static final Party LEAF = Made.leaf(INTERMEDIATE, Made.HOST, "*.example.com");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The octets of a record, whose first says how long it is, then those of a certificate. */
    static Stream<byte[]> inputs() {
        return Stream.of(LEAF.record(3, 1, 1), LEAF.record(2, 0, 0), ROOT.record(2, 1, 0), LEAF.record(3, 0, 2))
                .map(record -> joined(record.rdata(), LEAF.der()));
    }

    private static byte[] joined(byte[] record, byte[] certificate) {
        byte[] all = new byte[1 + record.length + certificate.length];
        all[0] = (byte) record.length;
        System.arraycopy(record, 0, all, 1, record.length);
        System.arraycopy(certificate, 0, all, 1 + record.length, certificate.length);
        return all;
    }

    @MethodSource("inputs")
    @FuzzTest(maxDuration = "2m")
    void z26RecordsAndCertificatesAreAnything(byte[] octets) {
        int length = octets.length == 0 ? 0 : Math.min(octets.length - 1, octets[0] & 0xFF);
        byte[] record = Arrays.copyOfRange(octets, Math.min(1, octets.length), Math.min(1, octets.length) + length);
        byte[] certificate = Arrays.copyOfRange(octets, Math.min(1, octets.length) + length, octets.length);
        whole(TlsaRecord.of(record), certificate);
    }

    /** A verdict that says all that it has to. */
    private static void whole(TlsaRecord record, byte[] certificate) {
        List<TlsaRecord> records = new ArrayList<>(List.of(record, INTERMEDIATE.record(2, 1, 1)));
        for (int selector = 0; selector <= 1; selector++) {
            TlsaLine.of(certificate, 3, selector, 1).ifPresent(records::add);
            TlsaLine.of(certificate, 2, selector, 0).ifPresent(records::add);
        }
        for (List<byte[]> chain : List.of(
                List.of(certificate, INTERMEDIATE.der()), List.of(LEAF.der(), certificate), List.of(certificate))) {
            DaneVerdict verdict = Dane.judge(records, chain, Made.NAMES, Made.NOW);
            assertThat(verdict.records()).hasSameSizeAs(records);
            assertThat(verdict.asMap()).containsKeys("state", "records", "traits");
            assertThat(verdict.state()).isNotEqualTo(State.NONE);
            for (RecordVerdict each : verdict.records()) {
                assertThat(each.authenticates() || each.objection().isPresent()).isTrue();
                each.certificate().ifPresent(place -> assertThat(place).isBetween(0, chain.size() - 1));
                each.faulty().ifPresent(place -> assertThat(place).isBetween(0, chain.size() - 1));
                assertThat(each.path()).doesNotHaveDuplicates();
            }
        }
        assertThat(TlsaRecord.of(record.rdata()).text()).isEqualTo(record.text());
    }

    @Test
    void anyOctetsAreRecordsAndCertificates() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] record = i % 3 == 0
                    ? octets(random)
                    : mutated(records().get(random.nextInt(records().size())), random);
            byte[] certificate = i % 5 == 0 ? octets(random) : mutated(LEAF.der(), random);
            whole(TlsaRecord.of(record), certificate);
        }
    }

    private static List<byte[]> records() {
        return List.of(
                LEAF.record(3, 1, 1).rdata(),
                LEAF.record(3, 0, 0).rdata(),
                ROOT.record(2, 0, 0).rdata(),
                INTERMEDIATE.record(2, 1, 0).rdata());
    }

    private static byte[] octets(Random random) {
        byte[] octets = new byte[random.nextInt(600)];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] mutated(byte[] octets, Random random) {
        byte[] changed = octets.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length + 20)) : changed;
    }

    @Test
    void tenThousandRecordsAndALongChainAreFewToIt() {
        List<TlsaRecord> records = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            byte[] rdata = new byte[3 + 32];
            random.nextBytes(rdata);
            rdata[0] = (byte) (2 + i % 2);
            rdata[1] = (byte) (i / 2 % 2);
            rdata[2] = 1;
            records.add(TlsaRecord.of(rdata));
        }
        List<Party> line = new ArrayList<>(List.of(Made.root()));
        for (int i = 2; i < 200; i++) {
            line.add(0, Made.intermediate(line.get(0)));
        }
        line.add(0, Made.leaf(line.get(0), Made.HOST));
        records.add(line.get(199).record(2, 1, 1));
        List<byte[]> chain = Made.chain(line.toArray(new Party[0]));
        DaneVerdict verdict =
                assertTimeoutPreemptively(PATIENCE, () -> Dane.judge(records, chain, Made.NAMES, Instant.now()));
        assertThat(verdict.authenticating()).hasSize(1);
        assertThat(verdict.authenticating().get(0).path()).hasSize(200);
    }

    @Test
    void whatIsBehindTwoHundredCertificatesWasNotSent() {
        List<byte[]> chain = new ArrayList<>(Collections.nCopies(199, LEAF.der()));
        chain.add(INTERMEDIATE.der());
        chain.add(ROOT.der());
        List<TlsaRecord> records = List.of(INTERMEDIATE.record(2, 1, 1), ROOT.record(2, 1, 1));
        assertThat(Dane.judge(records, chain, Made.NAMES, Made.NOW).records())
                .extracting(RecordVerdict::authenticates)
                .containsExactly(true, false);
    }

    /** Authorities of one name and one key make more ways than anybody can go. */
    @Test
    void manyAuthoritiesOfOneNameAreNoMaze() {
        List<Party> many = new ArrayList<>(List.of(LEAF));
        IntStream.range(0, 60)
                .mapToObj(i -> Made.signedBy(
                        INTERMEDIATE,
                        INTERMEDIATE.name(),
                        INTERMEDIATE.keys(),
                        Made.days(-1),
                        Made.days(-1 + i % 2 * 9),
                        Made.AUTHORITY))
                .forEach(many::add);
        List<TlsaRecord> records = new ArrayList<>(List.of(INTERMEDIATE.record(2, 1, 1), ROOT.record(2, 1, 1)));
        many.forEach(each -> records.add(each.record(2, 0, 1)));
        DaneVerdict verdict = assertTimeoutPreemptively(
                PATIENCE, () -> Dane.judge(records, Made.chain(many.toArray(new Party[0])), Made.NAMES, Made.NOW));
        assertThat(verdict.records().get(0).authenticates()).isTrue();
        assertThat(verdict.records().get(1).authenticates()).isFalse();
    }

    @Test
    void tenThousandTrustAnchorsInDnsAreFewToo() {
        List<TlsaRecord> records = new ArrayList<>();
        Party namesake = Made.root(ROOT.name(), Made.AUTHORITY);
        for (int i = 0; i < 5_000; i++) {
            records.add(namesake.record(2, 0, 0));
            records.add(namesake.record(2, 1, 0));
        }
        DaneVerdict verdict = assertTimeoutPreemptively(
                PATIENCE, () -> Dane.judge(records, Made.chain(LEAF, INTERMEDIATE), Made.NAMES, Made.NOW));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
    }

    @Test
    void sixtyFourKilooctetsAreARecord() {
        byte[] rdata = new byte[65_535];
        rdata[0] = 3;
        Arrays.fill(rdata, 3, rdata.length, (byte) 0x30);
        List<TlsaRecord> records = Collections.nCopies(300, TlsaRecord.of(rdata));
        byte[] nested = new byte[65_000];
        for (int i = 0; i < nested.length - 4; i += 4) { // values within values
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x82;
            nested[i + 2] = (byte) (nested.length - i - 4 >> 8);
            nested[i + 3] = (byte) (nested.length - i - 4);
        }
        DaneVerdict verdict = assertTimeoutPreemptively(
                PATIENCE, () -> Dane.judge(records, Collections.nCopies(200, nested), Made.NAMES, Made.NOW));
        assertThat(verdict.state()).isEqualTo(State.UNUSABLE);
        assertThat(records.get(0).usability()).isEqualTo(Usability.NOT_DER);
    }
}
