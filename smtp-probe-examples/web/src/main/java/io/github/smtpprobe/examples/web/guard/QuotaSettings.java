/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code smtp-probe.quota.*}: how much strangers may do. A client is an IPv4 address or an IPv6 network (/64); the
 * clients of a larger one (/48) together may do four times as much.
 *
 * @param client             probes of a client
 * @param clientAtOnce       probes of a client that run at once
 * @param target             probes of a host or domain, by the name that was typed, whoever asks
 * @param address            addresses with ports that may be connected to, for each IPv4 address and each /64 of IPv6, whatever names lead
 *                           there
 * @param recipientDomain    recipients that are tried in a domain, whoever asks and whichever server they are tried at
 * @param recipientCost      how many probes of the target each recipient counts as, besides the probe itself
 * @param surveyCost         how many probes a survey of a domain counts as, of the client's and of the domain's; of a smaller
 *                           quota it takes all
 * @param streams            live pages of a client that are open at once
 * @param streamsAtOnce      live pages that are open at once, of everybody
 * @param explanations       texts of a client that are explained
 * @param explanationsAtOnce texts that are explained at once, of everybody
 * @param requestsAtOnce     requests of a client that take up a thread at once, those that arrive slowly included
 * @param wrongLogins        logins of a client that fail
 */
@ConfigurationProperties(value = "smtp-probe.quota", ignoreUnknownFields = false)
public record QuotaSettings(
        @DefaultValue("30/10m") Rate client,
        @DefaultValue("3") int clientAtOnce,
        @DefaultValue("20/10m") Rate target,
        @DefaultValue("120/10m") Rate address,
        @DefaultValue("20/1h") Rate recipientDomain,
        @DefaultValue("4") int recipientCost,
        @DefaultValue("5") int surveyCost,
        @DefaultValue("6") int streams,
        @DefaultValue("400") int streamsAtOnce,
        @DefaultValue("30/10m") Rate explanations,
        @DefaultValue("4") int explanationsAtOnce,
        @DefaultValue("8") int requestsAtOnce,
        @DefaultValue("10/10m") Rate wrongLogins) {
    private static final int MOST = 100_000;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public QuotaSettings {
        inRange("client-at-once", clientAtOnce, 1);
        inRange("recipient-cost", recipientCost, 0);
        inRange("survey-cost", surveyCost, 1);
        inRange("streams", streams, 1);
        inRange("streams-at-once", streamsAtOnce, 1);
        inRange("explanations-at-once", explanationsAtOnce, 1);
        inRange("requests-at-once", requestsAtOnce, 1);
        if (target.times() < 1 + recipientCost) {
            throw new IllegalArgumentException("smtp-probe.quota.target allows " + target.times()
                    + " probes, which a probe with one recipient exceeds: it counts as " + (1 + recipientCost)
                    + " (smtp-probe.quota.recipient-cost and the probe itself)");
        }
    }

    private static void inRange(String name, int value, int least) {
        PageSettings.inRange("smtp-probe.quota." + name, value, least, MOST);
    }
}
