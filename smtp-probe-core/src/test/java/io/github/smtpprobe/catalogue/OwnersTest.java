/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a thing is that a reply names. */
class OwnersTest {
    private static final ReplyContext KNOWN = ReplyContext.unknown()
            .atHost("mx.example.net")
            .atAddress("203.0.113.25")
            .greetedAs("mx7.example.net")
            .saying("EHLO", "box.example.org")
            .seenAt("192.0.2.7")
            .from("ada@Example.org")
            .to(List.of("bob@example.com", "eve@example.com"));

    @ParameterizedTest
    @CsvSource({
        "ada@example.org,SENDER",
        "ADA@EXAMPLE.ORG,SENDER",
        "example.org,SENDER",
        "eve@example.com,RECIPIENT",
        "example.com,RECIPIENT",
        "box.example.org,CLIENT",
        "192.0.2.7,CLIENT",
        "[192.0.2.7],CLIENT",
        "203.0.113.25,SERVER",
        "mx7.example.net,SERVER",
        "198.51.100.4,ANOTHER",
        "[IPv6:2001:db8::4],ANOTHER",
        "mx.example.edu,UNKNOWN",
        "joe@example.com,UNKNOWN",
        "'',UNKNOWN"
    })
    void isTold(String thing, Owner owner) {
        assertThat(KNOWN.whose(thing)).isEqualTo(owner);
    }

    @Test
    void nothingIsKnownOfAnythingAtFirst() {
        assertThat(ReplyContext.unknown().whose("192.0.2.7")).isEqualTo(Owner.UNKNOWN);
        assertThat(ReplyContext.unknown().from("").whose("")).isEqualTo(Owner.UNKNOWN);
        assertThat(ReplyContext.unknown().seenAt("").whose("192.0.2.7")).isEqualTo(Owner.UNKNOWN);
    }

    /** A reply that names the domain of both does not tell which of them it means. */
    @Test
    void whatBelongsToTwoIsNobodys() {
        ReplyContext same = ReplyContext.unknown().from("ada@example.org").to(List.of("bob@example.org"));
        assertThat(same.whose("example.org")).isEqualTo(Owner.UNKNOWN);
        assertThat(same.whose("ada@example.org")).isEqualTo(Owner.SENDER);
        assertThat(KNOWN.from("bob@example.com").whose("bob@example.com")).isEqualTo(Owner.UNKNOWN);
    }

    @Test
    void aReplyThatNamesBothSidesIsReadByItsWords() {
        String both = "5.1.1 <ada@example.org> -> <bob@example.com>: User unknown";
        assertThat(ReplyCatalogue.standard()
                        .explain(Stage.RCPT_TO, Reply.of(550, both), KNOWN)
                        .id())
                .isEqualTo("recipient.unknown");
    }
}
