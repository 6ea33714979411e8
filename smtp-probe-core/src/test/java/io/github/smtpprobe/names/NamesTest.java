/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.wire.ClientLine;
import io.github.smtpprobe.wire.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "Mail.Example.COM, mail.example.com", "example.com., example.com", "_smtp.example.com, _smtp.example.com",
        "bücher.example, xn--bcher-kva.example", "BÜCHER.example, xn--bcher-kva.example",
                "xn--bcher-kva.example, xn--bcher-kva.example",
        "пример.example, xn--e1afmkfd.example", "localhost, localhost"
    })
    void domainNamesBecomeALabels(String given, String expected) {
        assertThat(DomainName.parse(given).ascii()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a..b",
                ".a",
                "-a.example",
                "a-.example",
                "*",
                "*.example",
                "http://x",
                "user@x",
                "127.1",
                "2130706433",
                "0",
                "0177.0.0.1",
                "0x7f.1",
                "１２７.0.0.1",
                "127。0。0。1",
                "exam\u00ADple.com",
                "a\u200Bb.com",
                "\u212Aelvin.com",
                "faß.de",
                "xn--",
                "xn--zz--",
                "a\r\nb",
                "a\0b",
                "a/b",
                "a\u202Eb.com",
                "σας.example"
            })
    void whatIsNoDomainNameIsRefused(String given) {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse(given));
    }

    @Test
    void longNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("a".repeat(64) + ".example"));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("a.".repeat(130) + "example"));
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse("a".repeat(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "a.b+c@example.com",
                "\"a b\"@example.com",
                "\"x> NOTIFY=NEVER\"@example.com",
                "ada@[192.0.2.1]",
                "ada@[IPv6:2001:db8::1]",
                "adä@example.com"
            })
    void mailboxesGoOverTheWireAsTheyAre(String given) {
        assertThat(Mailbox.parse(given).wire()).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "@example.com",
                "ada@",
                "a@b@example.com",
                "a b@example.com",
                "<a@example.com>",
                "a@example.com> SIZE=1",
                "a@example.com>\r\nRCPT TO:<x",
                "@x:a@example.com",
                "ada@example.com (comment)",
                "list: a@example.com;",
                "a\u0000b@example.com",
                "a..b@example.com",
                ".a@example.com",
                "ada@[1.2.3]",
                "\"a\"b@example.com",
                "a\u2028b@example.com",
                "a\u202Eb@example.com",
                "\uFEFFa@example.com",
                "a\uD800@example.com"
            })
    void whatIsNoMailboxIsRefused(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.parse(given))
                .satisfies(failure -> {
                    if (given.length() > 3) { // an @ alone is in our own words too
                        assertThat(failure.getMessage()).doesNotContain(given);
                    }
                });
    }

    @Test
    void longMailboxesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.parse("a".repeat(65) + "@example.com"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mailbox.parse("a".repeat(64) + "@" + "b.".repeat(100) + "example"));
    }

    @Test
    void onlyCanonicalLiteralsAreAddresses() {
        assertThat(AddressLiteral.parse("[2001:db8::1]").getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(AddressLiteral.of(AddressLiteral.parse("::1"))).isEqualTo("[IPv6:::1]");
        assertThat(AddressLiteral.of(AddressLiteral.parse("192.0.2.1"))).isEqualTo("[192.0.2.1]");
        for (String wrong : new String[] {
            "127.1",
            "0177.0.0.1",
            "1.2.3.4.5",
            "256.1.1.1",
            "fe80::1%eth0",
            "01.2.3.4",
            "example.com",
            "",
            ".1:2",
            "1.2.3:4",
            ".dead.beef:1.de",
            "[1.2.3.4:]",
            "1::2::3",
            "12345::"
        }) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> AddressLiteral.parse(wrong));
        }
    }

    @Test
    void aCommandCannotHoldASecondOne() {
        for (String evil : new String[] {"a\r\nDATA", "a\nb", "a\rb", "a\0b"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Command.hello("EHLO", evil));
        }
        assertThat(ClientLine.secret("AUTH PLAIN ", "c2VjcmV0".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .hasToString("AUTH PLAIN [redacted]");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:DB8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:0:0:0:0:0:0:0, 1::"
    })
    void anAddressIsWrittenAsPeopleReadIt(String any, String shown) {
        assertThat(AddressLiteral.text(AddressLiteral.parse("[" + any + "]"))).isEqualTo(shown);
    }
}
