/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.bucket4j.TimeMeter;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.route.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the probe that the page runs. */
@Configuration
@EnableConfigurationProperties({PageSettings.class, QuotaSettings.class, AccessSettings.class})
public class ProbeWiring {
    /**
     * Starts the demo servers if they are enabled.
     *
     * @param settings whether they are
     * @return the servers, or none
     * @throws IOException if no port can be had
     */
    @Bean
    public DemoServers demoServers(PageSettings settings) throws IOException {
        return new DemoServers(settings.demo());
    }

    /** {@return the clock by which quotas come back} */
    @Bean
    public TimeMeter quotaClock() {
        return TimeMeter.SYSTEM_NANOTIME;
    }

    /**
     * Creates the probe.
     *
     * @param settings  for whom it is
     * @param addresses how often strangers may have an address connected to
     * @param demo      servers to try it on, which strangers may have probed, too
     * @return the probe, which reaches what the page's users may reach
     */
    @Bean
    public SmtpProbe pageProbe(PageSettings settings, AddressQuota addresses, DemoServers demo) {
        if (settings.staff()) {
            return SmtpProbe.builder().tlsSettings(demo.trusted()).build();
        }
        SmtpProbe reaching = demo.all().isEmpty()
                ? SmtpProbe.forUntrustedTargets()
                : SmtpProbe.forUntrustedTargets(new PublicOrDemo(publicMailPorts(), demo));
        SmtpProbe.Builder strangers =
                reaching.toBuilder().addressPolicy(addresses).tlsSettings(demo.trusted());
        return settings.login()
                ? strangers.build()
                : strangers.withoutCredentials().build();
    }

    private static AddressPolicy publicMailPorts() {
        return AddressPolicy.publicInternet()
                .onPorts(SmtpProbe.UNTRUSTED_PORTS.stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** Allows what strangers may reach anyway, and the demo servers. */
    private record PublicOrDemo(AddressPolicy others, DemoServers demo) implements AddressPolicy {
        @Override
        public boolean allows(String host, InetAddress address, int port) {
            return demo.has(address, port) || others.allows(host, address, port);
        }

        @Override
        public String objection(String host, InetAddress address, int port) {
            return others.objection(host, address, port);
        }
    }
}
