/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.dane.Made.Party;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as zones have them (RFC 6698 §2), and which ones are usable (RFC 7672 §3.1). */
class TlsaRecordTest {
    private static final Party LEAF = Made.leaf(Made.root(), Made.HOST);

    @ParameterizedTest
    @CsvSource({
        "3 1 1, 32, USABLE",
        "3 0 1, 32, USABLE",
        "2 0 1, 32, USABLE",
        "2 1 2, 64, USABLE",
        "0 0 1, 32, PKIX_USAGE",
        "1 1 1, 32, PKIX_USAGE",
        "1 9 9, 1, PKIX_USAGE",
        "4 1 1, 32, UNKNOWN_USAGE",
        "255 1 1, 32, UNKNOWN_USAGE",
        "3 2 1, 32, UNKNOWN_SELECTOR",
        "3 255 1, 32, UNKNOWN_SELECTOR",
        "3 1 3, 32, UNKNOWN_MATCHING",
        "3 1 255, 32, UNKNOWN_MATCHING",
        "3 1 1, 31, BAD_LENGTH",
        "3 1 1, 33, BAD_LENGTH",
        "3 1 1, 64, BAD_LENGTH",
        "3 1 2, 32, BAD_LENGTH",
        "3 1 2, 63, BAD_LENGTH",
        "3 1 0, 32, NOT_DER",
        "3 0 0, 1, NOT_DER",
        "2 0 0, 500, NOT_DER",
        "3 1 1, 0, TOO_SHORT",
        "0 0 0, 0, TOO_SHORT",
    })
    void isUsableOrNot(String parameters, int length, Usability expected) {
        TlsaRecord record = TlsaRecord.parse(parameters + " " + "ab".repeat(length));
        assertThat(record.usability()).isEqualTo(expected);
        assertThat(record.parameters()).isEqualTo(parameters);
        assertThat(record.data()).hasSize(length);
    }

    @Test
    void theWholeOfACertificateOrAKeyIsUsable() {
        assertThat(LEAF.record(3, 0, 0).usability()).isEqualTo(Usability.USABLE);
        assertThat(LEAF.record(3, 1, 0).usability()).isEqualTo(Usability.USABLE);
        String certificate = LEAF.record(3, 0, 0).text();
        assertThat(TlsaRecord.parse(certificate + "00").usability())
                .as("an octet too many")
                .isEqualTo(Usability.NOT_DER);
        assertThat(TlsaRecord.parse(certificate.substring(0, certificate.length() - 2))
                        .usability())
                .as("an octet too few")
                .isEqualTo(Usability.NOT_DER);
        assertThat(TlsaRecord.parse(certificate.replaceFirst("3 0 0", "3 1 0")).usability())
                .as("a certificate in the place of a key")
                .isEqualTo(Usability.NOT_DER);
        assertThat(TlsaRecord.parse(LEAF.record(3, 1, 0).text().replaceFirst("3 1 0", "2 0 0"))
                        .usability())
                .as("a key in the place of a certificate")
                .isEqualTo(Usability.NOT_DER);
    }

    @Test
    void isReadAsZonesHaveIt() {
        TlsaRecord record = TlsaRecord.parse(" 3\t1  1 00FF\n aB cd ");
        assertThat(record.text()).isEqualTo("3 1 1 00ffabcd").isEqualTo(record.toString());
        assertThat(record.usage()).hasValue(3);
        assertThat(record.selector()).hasValue(1);
        assertThat(record.matching()).hasValue(1);
        assertThat(record.data()).containsExactly(0, 0xFF, 0xAB, 0xCD);
        assertThat(record.rdata()).containsExactly(3, 1, 1, 0, 0xFF, 0xAB, 0xCD);
        assertThat(record).isEqualTo(TlsaRecord.of(record.rdata())).hasSameHashCodeAs(TlsaRecord.of(record.rdata()));
        assertThat(record).isNotEqualTo(TlsaRecord.parse("3 1 1 00ffabce")).isNotEqualTo("3 1 1 00ffabcd");
        assertThat(record.asMap()).isEqualTo(Map.of("text", "3 1 1 00ffabcd", "usability", "bad-length"));
        assertThat(TlsaRecord.parse("255 0 1 00").usage()).hasValue(255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3 1",
                "3 1 1 abc",
                "3 1 1 xy",
                "256 1 1 ab",
                "3 -1 1 ab",
                "3 1 1 ab;",
                "TLSA 3 1 1 ab",
                "999999999999 1 1 ab",
                "1a 1 1 ab",
                "a1 1 1 ab",
                "3 1 1 ab cd e"
            })
    void anotherFormIsRefused(String text) {
        assertThatThrownBy(() -> TlsaRecord.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("text: ");
    }

    @Test
    void nobodyCanChangeIt() {
        byte[] octets = {3, 1, 1, 7};
        TlsaRecord record = TlsaRecord.of(octets);
        octets[0] = 2;
        record.data()[0] = 9;
        record.rdata()[0] = 9;
        assertThat(record.text()).isEqualTo("3 1 1 07");
    }

    @Test
    void lessThanThreeOctetsAreARecordToo() {
        assertThat(TlsaRecord.of(new byte[0]).text()).isEmpty();
        TlsaRecord two = TlsaRecord.of(new byte[] {3, 1});
        assertThat(two.usability()).isEqualTo(Usability.TOO_SHORT);
        assertThat(two.text()).isEqualTo("3 1");
        assertThat(two.usage()).hasValue(3);
        assertThat(two.selector()).hasValue(1);
        assertThat(two.matching()).isEmpty();
        assertThat(two.data()).isEmpty();
        assertThat(TlsaRecord.of(new byte[0]).usage()).isEmpty();
        assertThat(Made.judge(Made.chain(LEAF), two).state()).isEqualTo(DaneVerdict.State.UNUSABLE);
    }

    /** Digests made with {@code openssl x509 … | openssl dgst}: of RFC 6698's own form, the octets of the value and nothing else. */
    @Test
    void theLineForACertificateIsItsDigest() throws Exception {
        byte[] key = LEAF.certificate().getPublicKey().getEncoded();
        assertThat(TlsaLine.of(LEAF.der(), 3, 1, 1).orElseThrow().data())
                .isEqualTo(java.security.MessageDigest.getInstance("SHA-256").digest(key));
        assertThat(TlsaLine.of(LEAF.der(), 2, 0, 2).orElseThrow().data())
                .isEqualTo(java.security.MessageDigest.getInstance("SHA-512").digest(LEAF.der()));
        assertThat(TlsaLine.of(LEAF.der(), 3, 1, 0).orElseThrow().data()).isEqualTo(key);
        assertThat(TlsaLine.of(LEAF.der(), 3, 0, 0).orElseThrow().data()).isEqualTo(LEAF.der());
        assertThat(TlsaLine.of(LEAF.der(), 2, 0, 2).orElseThrow().parameters()).isEqualTo("2 0 2");
        assertThat(TlsaLine.of(new byte[] {1, 2, 3}, 3, 1, 1)).isEmpty();
        assertThat(TlsaLine.of(key, 3, 1, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 1, usage",
        "4 1 1, usage",
        "3 2 1, selector",
        "3 -1 1, selector",
        "3 1 3, matching",
        "3 1 -1, matching"
    })
    void aLineForMailHasOtherNumbers(String numbers, String named) {
        String[] each = numbers.split(" ");
        assertThatThrownBy(() -> TlsaLine.of(
                        LEAF.der(), Integer.parseInt(each[0]), Integer.parseInt(each[1]), Integer.parseInt(each[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named + ": ");
    }
}
