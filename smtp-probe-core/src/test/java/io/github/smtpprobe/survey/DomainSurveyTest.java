/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainSurveyTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "Example.COM., example.com",
        "' example.com ', example.com",
        "ada@example.com, example.com",
        "mx:example.com, example.com",
        "büro.example, xn--bro-hoa.example",
        "_dmarc.example.com, _dmarc.example.com"
    })
    void understandsADomainHoweverItIsWritten(String typed, String domain) {
        assertThat(DomainSurvey.of(typed).build().domain()).isEqualTo(domain);
    }

    @ParameterizedTest
    @CsvSource({
        "'', REQUIRED",
        "example.com:25, PORT_IN_HOST",
        "smtps://mx.example.com, URL",
        "https://example.com/, URL",
        "192.0.2.1, MALFORMED",
        "2001:db8::1, MALFORMED",
        "'[192.0.2.1]', MALFORMED",
        "ex ample.com, BLANK",
        "ada:hunter2@example.com, SECRET",
        "a..example, MALFORMED"
    })
    void refusesWhatIsNoDomainByThatField(String typed, Code code) {
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> DomainSurvey.of(typed).build());
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("domain"))
                .extracting(Problem::code)
                .isEqualTo(code);
        assertThat(refused.toString()).doesNotContain("hunter2");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        DomainSurvey.Builder wrong = DomainSurvey.of("example.com:25")
                .port(0)
                .deadline(Duration.ZERO)
                .without(Aspect.DNSSEC)
                .nameServers(InetSocketAddress.createUnresolved("ns.example.com", 53));
        assertThat(catchThrowableOfType(InvalidRequest.class, wrong::build).problems())
                .extracting(Problem::field)
                .containsExactly("domain", "port", "deadline", "aspects", "nameServers");
    }

    @Test
    void whoLeavesDaneOutCanLeaveDnssecOutToo() {
        DomainSurvey survey = DomainSurvey.of("example.com")
                .without(Aspect.DANE, Aspect.DNSSEC)
                .build();
        assertThat(survey.looksAt(Aspect.DANE)).isFalse();
        assertThat(survey.looksAt(Aspect.PROBES)).isTrue();
    }

    @Test
    void looksAtAllOfItUnlessTold() {
        DomainSurvey survey = DomainSurvey.of("example.com").build();
        assertThat(survey.aspects()).containsExactly(Aspect.values());
        assertThat(survey.port()).isEqualTo(25);
        assertThat(survey.deadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(survey.addresses()).isEqualTo(AddressCoverage.ALL);
    }

    @Test
    void aBuilderOfASurveyHoldsAllOfIt() {
        DomainSurvey survey = DomainSurvey.of("example.com")
                .port(2525)
                .addresses(AddressCoverage.FIRST)
                .without(Aspect.REVERSE_NAMES)
                .deadline(Duration.ofSeconds(5))
                .build();
        DomainSurvey same = survey.toBuilder().build();
        assertThat(same).hasToString(survey.toString());
        assertThat(same.port()).isEqualTo(2525);
        assertThat(same.addresses()).isEqualTo(AddressCoverage.FIRST);
    }

    @Test
    void refusesNullAtOnce() {
        assertThatThrownBy(() -> DomainSurvey.of(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> DomainSurvey.of("example.com").anchors(null)).isInstanceOf(NullPointerException.class);
    }
}
