/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program wrote in place of a letter is that letter again, and the line is still one line. */
class LettersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MAIL FROM:&lt;ann@example.org&gt; | MAIL FROM:<ann@example.org>",
                "550 Empf&auml;nger unbekannt | 550 Empfänger unbekannt",
                "550 Destinataire refus&eacute; | 550 Destinataire refusé",
                "S:&nbsp;250 Ok | S: 250 Ok",
                "Can&#39;t &#x3C;x&#x3e; | Can't <x>",
                "250&#10;550 | 250 550",
                "a &unknown; b | a &unknown; b",
                "?a=1&copy=2 | ?a=1&copy=2",
                "EmpfÃ¤nger | Empfänger",
            })
    void lettersAreReadAsTheyWereMeant(String written, String meant) {
        assertThat(Letters.in(written)).isEqualTo(meant);
    }
}
