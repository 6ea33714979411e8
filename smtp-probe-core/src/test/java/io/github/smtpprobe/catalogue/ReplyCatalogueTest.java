/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.Explanation.Permanence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyCatalogueTest {
    private final ReplyCatalogue catalogue = ReplyCatalogue.standard();

    @Test
    void theMostSpecificRowWins() {
        assertThat(catalogue.explain(Stage.AUTH, Reply.of(535, "5.7.8 no")).basis())
                .isEqualTo("5.7.8");
        assertThat(catalogue.explain(Stage.AUTH, Reply.of(535, "no")).basis()).isEqualTo("535 at AUTH");
        assertThat(catalogue.explain(Stage.AUTH, Reply.of(535, "5.7.0 no")).basis())
                .as("X.7.0 says less than 535")
                .isEqualTo("535 at AUTH");
        assertThat(catalogue.explain(Stage.EHLO, Reply.of(421, "x")).basis()).isEqualTo("421");
        assertThat(catalogue.explain(Stage.GREETING, Reply.of(421, "x")).basis())
                .isEqualTo("421 at GREETING");
        assertThat(catalogue.explain(Stage.STARTTLS, Reply.of(454, "x")).title())
                .isNotEqualTo(catalogue.explain(Stage.AUTH, Reply.of(454, "x")).title());
    }

    @Test
    void unknownCodesAreExplainedByTheirFirstDigitAndSaidToBeUnknown() {
        Explanation unknown = catalogue.explain(Stage.RCPT_TO, Reply.of(599, "x"));
        assertThat(unknown.known()).isFalse();
        assertThat(unknown.permanence()).isEqualTo(Permanence.PERMANENT);
        assertThat(catalogue.explain(Stage.RCPT_TO, Reply.of(499, "4.9.99 x")).permanence())
                .isEqualTo(Permanence.TEMPORARY);
    }

    @Test
    void theFirstDigitDecidesAlsoAgainstTheEnhancedStatusCode() {
        assertThat(catalogue.explain(Stage.RCPT_TO, Reply.of(550, "4.2.0 x")).permanence())
                .isEqualTo(Permanence.PERMANENT);
        assertThat(catalogue.explain(Stage.RCPT_TO, Reply.of(250, "5.1.1 x")).permanence())
                .isEqualTo(Permanence.NO_FAILURE);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void everyCodeIsExplainedAtEveryStage(Stage stage) {
        for (int code = 200; code < 600; code++) {
            for (String enhanced : new String[] {"", "5.1.1 ", "5.7.139 ", "4.7.650 ", "5.0.0 "}) {
                Explanation explanation = catalogue.explain(stage, Reply.of(code, enhanced + "text of the server"));
                assertThat(explanation.meaning()).isNotBlank().doesNotContain("text of the server");
                assertThat(explanation.remedy()).isNotBlank();
            }
        }
    }

    @Test
    void rowsAreComplete() {
        assertThat(catalogue.entries()).hasSize(262).allSatisfy(row -> {
            assertThat(row.title()).isNotBlank();
            assertThat(row.meaning()).isNotBlank();
            assertThat(row.remedy()).isNotBlank();
            assertThat(row.source()).isNotBlank();
        });
        assertThat(catalogue.entries())
                .extracting(Entry::code)
                .contains("101", "240", "355", "432", "556", "571", "X.7.30", "X.1.10", "X.6.10", "x5z");
    }

    @Test
    void usersOverlayRows() {
        ReplyCatalogue own =
                catalogue.with(Entry.of(550, Stage.RCPT_TO, "The user is in the Hamburg office.", "Ask Hamburg."));
        assertThat(own.explain(Stage.RCPT_TO, Reply.of(550, "5.1.1 x")).remedy())
                .isEqualTo("Ask Hamburg.");
        assertThat(own.explain(Stage.MAIL_FROM, Reply.of(550, "5.1.1 x")).remedy())
                .isNotEqualTo("Ask Hamburg.");
        assertThat(catalogue.explain(Stage.RCPT_TO, Reply.of(550, "x")).remedy())
                .isNotEqualTo("Ask Hamburg.");
    }
}
