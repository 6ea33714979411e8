/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.request.ProbeRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The {@link ProbeMeters} of the server of {@code spring.mail.*}, in each registry of the application, with the label
 * {@code target} and, if there is a single port, {@code port}. It needs {@link MailServerProbe} and {@link ProbeMeters}. A scrape
 * reads the latest result and probes nothing. Until the first report, and with settings that cannot be used, there are no meters.
 */
@Component
@ConditionalOnProperty("spring.mail.host")
public class MailServerMeters implements MeterBinder {
    private final MailServerProbe server;

    /**
     * Creates the meters.
     *
     * @param server the probe whose results are shown
     */
    public MailServerMeters(MailServerProbe server) {
        this.server = server;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        server.request().ifPresent(request -> server.onReport(new ProbeMeters(registry, labels(request))::show));
    }

    private static Tags labels(ProbeRequest request) {
        Tags target = Tags.of("target", request.target().name());
        return request.ports().entries().size() == 1
                ? target.and(
                        "port", String.valueOf(request.ports().entries().get(0).port()))
                : target;
    }
}
