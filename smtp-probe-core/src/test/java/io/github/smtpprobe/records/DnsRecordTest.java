/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class DnsRecordTest {
    private static DnsRecord record(String type, byte[] rdata) {
        return DnsRecord.of("example.test", RecordType.of(type), Duration.ofMinutes(1), rdata);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        A      | 192.0.2.1                         | 192.0.2.1
        AAAA   | 2001:db8:0:0:1:0:0:1              | 2001:db8::1:0:0:1
        AAAA   | ::                                | ::
        AAAA   | ::ffff:192.0.2.1                  | ::ffff:c000:201
        AAAA   | 2001:db8:0:1:1:1:1:1              | 2001:db8:0:1:1:1:1:1
        MX     | 10 MX.example.test.               | 10 mx.example.test
        MX     | 0 .                               | 0 .
        CNAME  | a.example.test.                   | a.example.test
        PTR    | a\\.b.example.test.               | a\\.b.example.test
        NS     | \\000\\255.test.                  | \\000\\255.test
        TLSA   | 3 1 1 ABCDEF                      | 3 1 1 abcdef
        DS     | 20326 8 9 E06D                    | 20326 8 9 e06d
        SOA    | ns.test. host.test. 1 2 3 4 5     | ns.test host.test 1 2 3 4 5
        CAA    | 0 issue "ca.test"                 | 0 issue ca.test
        SRV    | 1 2 25 mx.test.                   | 1 2 25 mx.test
        HINFO  | a b                               | \\# 4 01610162
        """)
    void dataAreWrittenAsInAZoneFile(String type, String data, String written) throws Exception {
        Record given =
                Record.fromString(Name.fromString("example.test."), Type.value(type), DClass.IN, 60, data, Name.root);
        RecordType kind = RecordType.of(given.getType());
        DnsRecord record = DnsRecord.of("example.test", kind, Duration.ofMinutes(1), given.rdataToWireCanonical());
        assertThat(record.text()).isEqualTo(written);
        assertThat(String.join(" ", record.fields())).isEqualTo(written);
        assertThat(record.ttl()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void stringsAreCleanedAndJoinedWithoutBlanks() {
        DnsRecord record = record("TXT", "\u0003v=S\u0006TSv1\u001b;".getBytes(StandardCharsets.US_ASCII));
        assertThat(record.fields()).containsExactly("v=S", "TSv1\\x1B;");
        assertThat(record.text()).isEqualTo("\"v=S\" \"TSv1\\x1B;\"");
        assertThat(record.joined().orElseThrow()).isEqualTo("v=STSv1\u001b;".getBytes(StandardCharsets.US_ASCII));
        assertThat(record("TXT", new byte[] {0}).fields()).containsExactly("");
        assertThat(record("TXT", new byte[] {0}).joined().orElseThrow()).isEmpty();
        assertThat(record("MX", new byte[] {0}).joined()).isEmpty();
    }

    @Test
    void addressesAndTargetsAreTold() throws Exception {
        assertThat(record("A", new byte[] {127, 0, 0, 1})
                        .address()
                        .orElseThrow()
                        .isLoopbackAddress())
                .isTrue();
        assertThat(record("A", new byte[] {127, 0, 0}).address()).isEmpty();
        assertThat(record("MX", new byte[] {0, 10, 1, 'A', 0}).target()).contains("a");
        assertThat(record("MX", new byte[] {0, 0, 0}).target()).contains(".");
        assertThat(record("TXT", new byte[] {1, 'a'}).target()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsShownAsOctets() {
        assertThat(record("MX", new byte[] {1}).text()).isEqualTo("\\# 1 01");
        assertThat(record("TXT", new byte[] {5, 1}).fields()).containsExactly("\\#", "2", "0501");
        assertThat(record("TXT", new byte[0]).fields()).containsExactly("\\#", "0");
        assertThat(record("A", new byte[5]).text()).startsWith("\\# 5");
        assertThat(record("CNAME", HexFormat.of().parseHex("c00c")).text()).isEqualTo("\\# 2 c00c");
    }

    @Test
    void octetsFromAnywhereAreReadAndComeBack() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] rdata = new byte[random.nextInt(40)];
            random.nextBytes(rdata);
            DnsRecord record = DnsRecord.of("x", RecordType.of(random.nextInt(60)), Duration.ofSeconds(1), rdata);
            assertThat(record.fields())
                    .isNotEmpty()
                    .allMatch(each -> each.chars().noneMatch(c -> c < ' ' || c == 0x7F));
            DnsAnswer answer = DnsAnswer.to(new Question("x", record.type()), Security.INSECURE)
                    .records(List.of(record))
                    .build();
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> record("A", new byte[70_000])).hasMessageContaining("rdata");
        assertThatThrownBy(() -> RecordType.of(-1)).hasMessageContaining("code");
        assertThatThrownBy(() -> RecordType.of(65_536)).hasMessageContaining("code");
        assertThatThrownBy(() -> RecordType.of("NONE")).hasMessageContaining("mnemonic");
        assertThatThrownBy(() -> RecordType.of("TYPE+1")).hasMessageContaining("mnemonic");
        assertThat(RecordType.of("type52")).isEqualTo(RecordType.TLSA);
        assertThat(RecordType.of("TYPE65280").name()).isEqualTo("TYPE65280");
        assertThat(new Question("Example.TEST.", RecordType.A).name()).isEqualTo("example.test");
        Question question = new Question("x", RecordType.A);
        for (Security each : Security.values()) {
            DnsAnswer.Builder with = DnsAnswer.to(question, each).result(DnsResult.NO_NAME);
            boolean possible = each.learned() || each == Security.NOT_TESTED;
            if (possible) {
                assertThat(with.build().answered()).isTrue();
            } else {
                assertThatThrownBy(with::build).isInstanceOf(IllegalStateException.class);
            }
        }
        assertThatThrownBy(() -> DnsAnswer.to(question, Security.SECURE).build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> DnsAnswer.fromMap(Map.of("name", "x", "type", "A")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
