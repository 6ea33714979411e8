/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.bucket4j.TimeMeter;
import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.survey.DomainSurvey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Lets requests in that are within the quotas. A refused request uses up nothing. Staff have no quotas of their own, only those
 * for everybody together. Thread-safe; never blocks.
 */
@Component
public class Gate {
    private final boolean staff;
    private final int recipientCost;
    private final int surveyCost;
    private final DemoServers demo;
    private final Places probes;
    private final Places streams;
    private final Places explaining;
    private final Buckets clients;
    private final Buckets sites;
    private final Buckets targets;
    private final Buckets recipientDomains;
    private final Buckets explained;
    private final Buckets explainedOfSites;

    /** A quota that must have something left. */
    private record Charge(Buckets buckets, String key, int cost, NotNow.Reason reason) {}

    /**
     * Creates the gate.
     *
     * @param settings for whom it is
     * @param quotas   how much strangers get
     * @param demo     servers that are no victims
     * @param clock    by which quotas come back
     */
    public Gate(PageSettings settings, QuotaSettings quotas, DemoServers demo, TimeMeter clock) {
        staff = settings.staff();
        recipientCost = quotas.recipientCost();
        surveyCost = quotas.surveyCost();
        this.demo = demo;
        probes = new Places(staff ? more(settings.atOnce()) : quotas.clientAtOnce(), settings.atOnce());
        streams = new Places(staff ? more(quotas.streamsAtOnce()) : quotas.streams(), quotas.streamsAtOnce());
        explaining = new Places(more(quotas.explanationsAtOnce()), quotas.explanationsAtOnce());
        clients = new Buckets(quotas.client(), clock);
        sites = new Buckets(quotas.client().by(Client.WIDER), clock);
        targets = new Buckets(quotas.target(), clock);
        recipientDomains = new Buckets(quotas.recipientDomain(), clock);
        explained = new Buckets(quotas.explanations(), clock);
        explainedOfSites = new Buckets(quotas.explanations().by(Client.WIDER), clock);
    }

    /** The limit of a client that has no limit of its own: the limit of all clients together is reached earlier. */
    private static int more(int all) {
        return all + 1;
    }

    /**
     * Takes a place for a probe.
     *
     * @param client  who asks, by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @param request what is asked
     * @return the place, to be given back when the report is there
     * @throws NotNow if there is none
     */
    public Turn probe(String client, ProbeRequest request) throws NotNow {
        Client known = Client.of(client);
        Turn place = probes.take(known, NotNow.Reason.CLIENT);
        List<Charge> charges = charges(known, 1, clients, sites);
        if (!tried(request)) {
            of(request, charges);
        }
        return paid(place, charges);
    }

    /**
     * Takes a place for a live page.
     *
     * @param client who looks, by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @return the place, to be given back when the stream ends
     * @throws NotNow if there is none
     */
    public Turn stream(String client) throws NotNow {
        return streams.take(Client.of(client), NotNow.Reason.STREAMS);
    }

    /**
     * Takes a place for the explanation of a text, which needs a processor but no network. {@link ExplainLimit} asks for it.
     *
     * @param client who asks, by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @return the place, to be given back when the text is explained
     * @throws NotNow if there is none
     */
    public Turn explanation(String client) throws NotNow {
        Client known = Client.of(client);
        Turn place = explaining.take(known, NotNow.Reason.CLIENT);
        return paid(place, charges(known, 1, explained, explainedOfSites));
    }

    /**
     * Takes a place for a survey of a domain, which counts as several probes.
     *
     * @param client who asks, by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @param survey what is asked
     * @return the place, to be given back when the report is there
     * @throws NotNow if there is none
     */
    public Turn survey(String client, DomainSurvey survey) throws NotNow {
        Client known = Client.of(client);
        Turn place = probes.take(known, NotNow.Reason.CLIENT);
        List<Charge> charges = charges(known, surveyCost, clients, sites);
        charges.add(new Charge(targets, survey.domain(), surveyCost, NotNow.Reason.TARGET));
        return paid(place, charges);
    }

    private static List<Charge> charges(Client client, int cost, Buckets each, Buckets ofSites) {
        List<Charge> charges = new ArrayList<>();
        charges.add(new Charge(each, client.key(), cost, NotNow.Reason.CLIENT));
        if (client.wider() != null) {
            charges.add(new Charge(ofSites, client.wider(), cost, NotNow.Reason.CLIENT));
        }
        return charges;
    }

    private void of(ProbeRequest request, List<Charge> charges) {
        List<Mailbox> recipients =
                request.envelope().map(each -> each.recipients()).orElse(List.of());
        int cost = 1 + recipientCost * recipients.size();
        charges.add(new Charge(targets, name(request.target()), cost, NotNow.Reason.TARGET));
        for (Mailbox each : recipients) {
            charges.add(new Charge(recipientDomains, each.domain(), 1, NotNow.Reason.TARGET));
        }
    }

    private Turn paid(Turn place, List<Charge> charges) throws NotNow {
        if (staff) {
            return place;
        }
        for (int paid = 0; paid < charges.size(); paid++) {
            Charge each = charges.get(paid);
            Optional<Duration> wait = each.buckets().take(each.key(), each.cost());
            if (wait.isPresent()) {
                charges.subList(0, paid).forEach(one -> one.buckets().giveBack(one.key(), one.cost()));
                place.close();
                throw new NotNow(each.reason(), wait.get());
            }
        }
        return place;
    }

    private boolean tried(ProbeRequest request) {
        Optional<InetAddress> address = NumericAddress.parse(request.target().name());
        return address.isPresent()
                && request.connectTo().isEmpty()
                && request.ports().entries().stream().allMatch(each -> demo.has(address.get(), each.port()));
    }

    /** The name is already in A-labels and lower case, without a dot at its end. */
    private static String name(Target target) {
        return NumericAddress.parse(target.name())
                .map(InetAddress::getHostAddress)
                .orElse(target.name());
    }
}
