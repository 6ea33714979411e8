/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.monitoring.ReportJson;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON, whichever Jackson writes it. */
class ReportJsonTest {
    private static final String SECRET = "canary-of-json";
    private static final String SCRIPT =
            "S: 220 mx \u00e9\u4e2d\ud83d\ude00 <&\"\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private ProbeReport report() {
        return SmtpProbe.run(ProbeRequest.to("127.0.0.1", servers.play(SCRIPT).port())
                .tls(TlsMode.PLAIN)
                .password("ada", SECRET.toCharArray())
                .build());
    }

    @Test
    void bothWriteTheSameBytes() throws Exception {
        ProbeReport report = report();
        ObjectMapper two = two();
        JsonMapper three = JsonMapper.builder().build();
        byte[] plain = three.writeValueAsBytes(report.asMap());
        assertThat(two.writeValueAsBytes(report.asMap())).isEqualTo(plain);
        ObjectMapper mixedTwo = two().addMixIn(ProbeReport.class, ReportJson.class);
        JsonMapper mixedThree = JsonMapper.builder()
                .addMixIn(ProbeReport.class, ReportJson.class)
                .build();
        assertThat(mixedTwo.writeValueAsBytes(report)).isEqualTo(plain);
        assertThat(mixedThree.writeValueAsBytes(report)).isEqualTo(plain);
        assertThat(new ObjectMapper().writeValueAsString(report.asMap()))
                .as("as text they need no feature")
                .isEqualTo(three.writeValueAsString(report.asMap()));
        assertThat(mixedTwo.readValue(plain, ProbeReport.class).asMap()).isEqualTo(report.asMap());
        assertThat(mixedThree.readValue(plain, ProbeReport.class).asMap()).isEqualTo(report.asMap());
        assertThat(new String(plain, StandardCharsets.UTF_8)).doesNotContain(SECRET);
    }

    /** As octets Jackson 2 writes U+1F600 as two escapes, unless it is told to do as Jackson 3 does. */
    private static ObjectMapper two() {
        return new ObjectMapper(JsonFactory.builder()
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build());
    }

    /** Why the mix-in is needed. */
    @Test
    void aloneTheyWriteNothingOfIt() {
        ProbeReport report = report();
        assertThat(JsonMapper.builder().build().writeValueAsString(report)).isEqualTo("{}");
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(report))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void aControllerReturnsAndTakesReports() {
        int port = servers.play("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye")
                .port();
        try (Running application = Running.with()) {
            HttpResponse<String> answer = application.get("/report?port=" + port);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"schemaVersion\":");
            Map<String, Object> read =
                    JsonMapper.builder().build().readValue(answer.body(), new TypeReference<Map<String, Object>>() {});
            ProbeReport again = ProbeReport.fromMap(read);
            assertThat(again.passed()).isTrue();
            assertThat(again.asMap()).isEqualTo(read);
            HttpResponse<String> verdict = Running.send(application
                    .to("/verdict")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(answer.body())));
            assertThat(verdict.body()).isEqualTo("{\"verdict\":\"passed\"}");
        }
    }
}
