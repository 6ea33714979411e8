/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.arguments.DottedId;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.NumericAddress;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The loops that read names, addresses and mailboxes, against the same grammar written as patterns. */
@Tag("sweep")
class GrammarOracleTest {
    private static final int ROUNDS = 40_000;

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern NAME = Pattern.compile("(?!(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?$)"
            + "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\\.?");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern LOCAL = Pattern.compile("(?=.)[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00E4-]+"
            + "(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00E4-]+)*"
            + "|\"(?:[ !#-\\[\\]-~\u00E4]|\\\\[ -~])*\"");

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}(?:\\.[a-z0-9-]{1,60}){0,3}");

    private static void agree(long seed, String alphabet, Pattern grammar, Predicate<String> reader) {
        Random random = new Random(seed);
        int yes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = 1 + random.nextInt(12); left > 0; left--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            boolean expected = grammar.matcher(text).matches();
            yes += expected ? 1 : 0;
            assertThat(reader.test(text.toString())).as(text.toString()).isEqualTo(expected);
        }
        assertThat(yes).as("texts of the grammar").isBetween(100, ROUNDS - 100);
    }

    private static boolean reads(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void addresses() {
        agree(1, "0125..", FOUR, NumericAddress::four);
        agree(2, "0123456789.......", FOUR, NumericAddress::four);
        agree(
                13,
                "0125..",
                FOUR,
                text -> NumericAddress.read(text)
                        .filter(address -> address.getHostAddress().equals(text))
                        .isPresent());
    }

    @Test
    void domainNames() {
        agree(3, "ab0x9-_..", NAME, text -> reads(() -> DomainName.parse(text)));
        agree(4, "01x..a", NAME, text -> reads(() -> DomainName.parse(text)));
    }

    /** Upper case and the dot of an absolute name say nothing: with and without them a name is the same, or refused in the same words. */
    @Test
    void namesAreTheSameInEachForm() {
        Random random = new Random(10);
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder typed = new StringBuilder(random.nextInt(4) == 0 ? "xn-" : "");
            for (int left = 1 + random.nextInt(12); left > 0; left--) {
                typed.append("anx09-_..".charAt(random.nextInt(9)));
            }
            String text = typed.append(random.nextInt(9) == 0 ? "a".repeat(55 + random.nextInt(9)) : "a")
                    .toString();
            assertThat(told(text)).as(text).isEqualTo(told(text + ".")).isEqualTo(told(text.toUpperCase(Locale.ROOT)));
        }
    }

    private static String told(String name) {
        try {
            return DomainName.parse(name).ascii();
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void numbers() {
        agree(11, "0129/:a", Pattern.compile("[0-9]{1,7}"), text -> Ascii.number(text, 7) >= 0);
        Random random = new Random(12);
        for (int i = 0; i < ROUNDS; i++) {
            long number = (random.nextLong() & Long.MAX_VALUE) % 1_000_000_000_000_000_000L >> random.nextInt(60);
            assertThat(Ascii.number(Long.toString(number), 18)).isEqualTo(number);
        }
    }

    @Test
    void hostNames() {
        agree(5, "aZ09-_..", HOST, DomainName::hostName);
    }

    @Test
    void localParts() {
        agree(6, "aZ0.-+\u00E4(", LOCAL, text -> reads(() -> Mailbox.parse(text + "@example.com")));
        agree(7, "a.\"\" \\~", LOCAL, text -> reads(() -> Mailbox.parse(text + "@example.com")));
    }

    @Test
    void ids() {
        agree(8, "a0-..", ID, DottedId::wellFormed);
        agree(9, "abcdefghij-.A", ID, DottedId::wellFormed);
        for (String word : List.of("a".repeat(40), "a".repeat(41), "b." + "a".repeat(60), "b." + "a".repeat(61))) {
            assertThat(DottedId.wellFormed(word))
                    .as(word)
                    .isEqualTo(ID.matcher(word).matches());
        }
    }
}
