/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static io.github.smtpprobe.logins.LoginsByMechanism.NO;
import static io.github.smtpprobe.logins.LoginsByMechanism.OFFER;
import static io.github.smtpprobe.logins.LoginsByMechanism.YES;
import static io.github.smtpprobe.logins.LoginsByMechanism.probe;
import static io.github.smtpprobe.logins.LoginsByMechanism.request;
import static io.github.smtpprobe.logins.LoginsByMechanism.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Verdict;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One login for each mechanism that a server offers: what the report says of it. */
@Timeout(Patience.HANGING)
class EveryMechanismReportTest {
    @Test
    void aHashThatServesOneMechanismAloneIsACauseOfItsOwn() {
        LoginsByMechanism seen = probe(
                request(),
                talk("CRAM-MD5 PLAIN LOGIN XOAUTH2 GSSAPI X-ODD", "CRAM-MD5", NO),
                talk("CRAM-MD5 PLAIN LOGIN", "PLAIN", YES),
                talk("CRAM-MD5 PLAIN LOGIN", "LOGIN", YES));
        assertThat(seen.report().verdict()).as("the first login decides").isEqualTo(Verdict.FAILED);
        assertThat(seen.report().rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
        Finding missing = seen.report().finding("auth.hash-missing").orElseThrow();
        assertThat(missing.summary()).contains("with PLAIN, LOGIN").contains("with CRAM-MD5");
        assertThat(missing.remedy()).contains("stop offering it");
        assertThat(seen.listed().summary())
                .contains("accepted: PLAIN, LOGIN")
                .contains("refused: CRAM-MD5 (535 5.7.8)")
                .contains("XOAUTH2 (it takes other credentials)")
                .contains("GSSAPI (this client has none of that name for these credentials)")
                .contains("X-ODD (this client has none of that name for these credentials)");
        assertThat(seen.report().has("auth.logins-refused")).isFalse();
        assertThat(seen.report().has("auth.other-mechanism")).as("it was tried").isFalse();
    }

    @Test
    void credentialsThatAllRefuseAreWrong() {
        LoginsByMechanism seen =
                probe(request(), talk(OFFER, "CRAM-MD5", NO), talk(OFFER, "PLAIN", NO), talk(OFFER, "LOGIN", NO));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 refused", "PLAIN refused", "LOGIN refused");
        Finding refused = seen.report().finding("auth.logins-refused").orElseThrow();
        assertThat(refused.summary()).contains("3 logins");
        assertThat(refused.explanation()).contains("the password is probably wrong");
        assertThat(seen.report().has("auth.hash-missing")).isFalse();
        assertThat(seen.listed().summary()).contains("accepted: none");
        assertThat(seen.report().findings().stream()
                        .filter(each -> each.id().equals("auth.rejected"))
                        .count())
                .as("a refusal is explained once")
                .isOne();
    }

    /** The server chose what to offer, and may offer very much. */
    @Test
    void anEndlessOfferIsListedInPart() {
        String[] names = new String[200];
        Arrays.setAll(names, i -> "X-" + i);
        LoginsByMechanism seen = probe(request(), talk("PLAIN " + String.join(" ", names), "PLAIN", YES));
        assertThat(seen.listed().summary())
                .contains("X-29 (")
                .doesNotContain("X-30 (")
                .contains("and 170 more");
    }
}
