/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Limits how often an address may be connected to, whatever names lead to it: the owner of a domain can create a thousand names
 * for somebody else's server. Only addresses of the public internet are judged here, so the result reveals nothing about inner
 * ones. Thread-safe; never blocks.
 */
@Component
public class AddressQuota implements AddressPolicy {
    private static final int NETWORK = 64;
    private static final int MOST_REFUSALS = 10_000;

    private final Buckets addresses;
    private final Rate rate;
    private final DemoServers demo;
    private final Cache<String, Refusal> refusals = Caffeine.newBuilder()
            .maximumSize(MOST_REFUSALS)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    private record Refusal(Instant when, Duration retryAfter) {}

    /**
     * Creates the quotas.
     *
     * @param quotas how often
     * @param demo   servers that are no victims
     * @param clock  by which quotas come back
     */
    public AddressQuota(QuotaSettings quotas, DemoServers demo, TimeMeter clock) {
        this.rate = quotas.address();
        this.addresses = new Buckets(rate, clock);
        this.demo = demo;
    }

    @Override
    public boolean allows(String host, InetAddress address, int port) {
        if (demo.has(address, port)) {
            return true;
        }
        Optional<Duration> wait = addresses.take(NumericAddress.network(address, NETWORK), 1);
        wait.ifPresent(time -> refusals.put(route(host, address, port), new Refusal(Instant.now(), time)));
        return wait.isEmpty();
    }

    @Override
    public String objection(String host, InetAddress address, int port) {
        return "port " + port + " of "
                + Objects.requireNonNull(address, "address").getHostAddress()
                + " now: this address has been tested too often (" + rate.times() + " times in "
                + rate.within().toSeconds() + " s)";
    }

    /**
     * Returns whether an address was not connected to because it had been tested too often, so that the page does not say that
     * the name is wrong.
     *
     * @param report of a probe with this policy
     * @return when it is worth asking again; empty if none of its addresses was refused
     */
    public Optional<Duration> tooSoon(ProbeReport report) {
        return tooSoon(report.resolution().denied().stream().map(AddressQuota::route), report.started());
    }

    /**
     * Returns the same for a survey.
     *
     * @param report of a survey with this policy
     * @return when it is worth asking again; empty if none of the addresses was refused
     */
    public Optional<Duration> tooSoon(DomainReport report) {
        int port = report.facts().survey().port();
        return tooSoon(
                report.facts().exchangers().stream().flatMap(host -> denied(host, port)),
                report.facts().started());
    }

    private static Stream<String> denied(SurveyedExchanger host, int port) {
        return host.addresses().stream()
                .filter(each -> each.omission()
                        .filter(SurveyedAddress.Omission.DENIED::equals)
                        .isPresent())
                .map(each -> route(host.host(), each.address(), port));
    }

    private Optional<Duration> tooSoon(Stream<String> routes, Instant since) {
        return routes.map(refusals::getIfPresent)
                .filter(Objects::nonNull)
                .filter(refusal -> !refusal.when().isBefore(since))
                .map(Refusal::retryAfter)
                .max(Duration::compareTo);
    }

    private static String route(Route route) {
        return route(route.host(), route.address(), route.port());
    }

    private static String route(String host, InetAddress address, int port) {
        return host.toLowerCase(Locale.ROOT) + ' ' + address.getHostAddress() + ' ' + port;
    }
}
