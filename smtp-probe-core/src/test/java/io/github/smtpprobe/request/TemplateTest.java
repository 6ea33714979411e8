/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One builder for many servers: only what is set anew is another. */
class TemplateTest {
    @Test
    void oneBuilderMakesARequestForEachServer() {
        ProbeRequest.Builder template = ProbeRequest.to("template.example", 587)
                .heloName("probe.example")
                .deadline(Duration.ofSeconds(7));
        List<ProbeRequest> requests = List.of(
                template.host("mx1.example").build(),
                template.host("mx2.example").port(465).build(),
                template.host("192.0.2.1").port(25).build());
        assertThat(requests)
                .extracting(each -> each.target().name())
                .containsExactly("mx1.example", "mx2.example", "192.0.2.1");
        assertThat(requests)
                .extracting(each -> each.ports().entries())
                .containsExactly(
                        PortPlan.of(587).entries(),
                        PortPlan.of(465, TlsMode.IMPLICIT_TLS).entries(),
                        PortPlan.of(25, TlsMode.STARTTLS).entries());
        assertThat(requests).allMatch(each -> each.heloName().orElseThrow().equals("probe.example"));
        assertThat(requests).allMatch(each -> each.deadline().equals(Duration.ofSeconds(7)));
    }

    @Test
    void aRequestIsATemplateToo() {
        ProbeRequest one = ProbeRequest.toMxOf("one.example").build();
        ProbeRequest two = one.toBuilder().domain("two.example").build();
        ProbeRequest exchanger = one.toBuilder().host("mx.one.example").build();
        assertThat(one.target()).isEqualTo(new Target.MailExchangers("one.example"));
        assertThat(two.target()).isEqualTo(new Target.MailExchangers("two.example"));
        assertThat(exchanger.target()).isInstanceOf(Target.Server.class);
        assertThat(List.of(one, two, exchanger)).allMatch(each -> each.ports().equals(PortPlan.relay()));
    }

    @Test
    void whatIsNoHostAndNoPortIsRefusedByName() {
        ProbeRequest.Builder template = ProbeRequest.to("template.example", 587);
        for (String bad : new String[] {null, "", "a b", "http://mx.example"}) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> template.host(bad).build())
                    .satisfies(refused -> assertThat(refused.problems())
                            .extracting(Problem::field)
                            .contains("host"));
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> template.domain(bad).build())
                    .satisfies(refused -> assertThat(refused.problems())
                            .extracting(Problem::field)
                            .contains("domain"));
        }
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> template.host("mx.example").port(0).build());
        assertThat(template.port(25).build().target().name()).isEqualTo("mx.example");
    }
}
