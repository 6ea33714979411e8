/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.examples.web.guard.NotNow;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class PageErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "CLIENT, 400, 429, 1, 'You have sent too many requests in a short time, or use the page in several windows at once. Try again in a second.'",
        "TARGET, 61000, 429, 61, 'This server or domain has been tested often in a short time, by you or by others. Try again in 61 seconds.'",
        "BUSY, 5000, 503, 5, 'Too many people use this page at the moment. Try again in 5 seconds.'",
        "STREAMS, 3600000, 429, 3600, 'You are watching too many running tests at once: close some of their pages. Try again in 60 minutes.'",
    })
    void sayWhyAndWhen(NotNow.Reason reason, long millis, int status, String header, String sentence) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        ModelAndView page = new PageErrors().notNow(new NotNow(reason, Duration.ofMillis(millis)), response);
        assertThat(page.getStatus()).isNotNull();
        assertThat(page.getStatus().value()).isEqualTo(status);
        assertThat(response.getHeader("Retry-After")).isEqualTo(header);
        assertThat(page.getModel().get("sentence")).isEqualTo(sentence);
    }
}
