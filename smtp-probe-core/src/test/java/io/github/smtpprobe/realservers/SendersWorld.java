/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import static io.github.smtpprobe.domains.MailWorld.tlsa;

import io.github.smtpprobe.realservers.MailExchanger.Manner;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.Closeable;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The domains that senders are tried with: their records, and the mail exchangers, each at an address of its own. */
final class SendersWorld implements Closeable {
    private final CertificateAuthority authority = CertificateAuthority.create();
    private final Map<String, String> domains = new LinkedHashMap<>();
    private final List<String> records = new ArrayList<>();
    private final List<MailExchanger> exchangers = new ArrayList<>();

    SendersWorld() throws IOException {
        withoutRecords();
        matching();
        otherMatching();
        failing();
        unusable();
        insecure();
        records.add("*.wild.dane.test. MX 10 mx.matches.dane.test.");
    }

    /** {@return the domain of a case} */
    String domain(String name) {
        return Optional.ofNullable(domains.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** {@return the lines of the zone files, without what zones have of themselves} */
    List<String> records() {
        return List.copyOf(records);
    }

    /** {@return of each message that came for a recipient whether it came in TLS} */
    List<Boolean> inTls(String recipient) {
        return exchangers.stream()
                .flatMap(each -> each.inTls(recipient).stream())
                .toList();
    }

    private void withoutRecords() throws IOException {
        Issued key = self("none");
        host(signed("none"), key, Manner.STARTTLS);
        host(signed("none-clear"), key, Manner.NO_STARTTLS);
        records.add(signed("null-mx").domain() + ". MX 0 .");
        Place six = signed("ipv6-only");
        records.add(six.domain() + ". MX 10 " + six.host() + ".");
        records.add(six.host() + ". AAAA 2606:4700::1");
        records.add(signed("dangling").domain() + ". MX 10 mx.dangling.dane.test.");
        records.add(signed("nowhere").domain() + ". TXT \"neither an exchanger nor an address\"");
    }

    private void matching() throws IOException {
        Place matches = signed("matches");
        ours(matches, self("matches"));
        Place implicit = new Place(domain("matches-implicit", "dane.test"), domain("matches-implicit"));
        Issued own = self("matches-implicit");
        address(implicit.host(), own, Manner.STARTTLS);
        record(implicit, tlsa(3, 1, 1, own));
        Place second = signed("matches-second");
        Issued shown = self("matches-second");
        host(second, shown, Manner.STARTTLS);
        record(second, tlsa(3, 1, 1, self("matches-second")));
        Place better = new Place(second.domain(), "second." + second.host());
        records.add(second.domain() + ". MX 20 " + better.host() + ".");
        address(better.host(), shown, Manner.STARTTLS);
        record(better, tlsa(3, 1, 1, shown));
        Place rollover = signed("rollover");
        ours(rollover, self("rollover"));
        record(rollover, tlsa(3, 1, 1, self("rollover")));
        anchored("ta-sent", true, "mx.ta-sent.dane.test");
        anchored("ta-domain-name", true, "ta-domain-name.dane.test");
        Instant now = Instant.now();
        ours(
                signed("expired"),
                CertificateAuthority.create()
                        .issue(now.minus(Duration.ofDays(400)), now.minus(Duration.ofDays(300)), "other.test"));
        Place insecure = signed("alias-insecure");
        alias(insecure, "g.alias-insecure.plain.test", self("alias"), insecure.host());
        Place host = signed("alias-at-host");
        alias(host, "g.alias-at-host.dane.test", self("alias"), host.host());
        Place secure = signed("alias-secure");
        alias(secure, "g.alias-secure.dane.test", self("alias"), "g.alias-secure.dane.test");
    }

    private void otherMatching() throws IOException {
        for (int matching : new int[] {2, 0}) {
            Place place = signed(matching == 2 ? "sha512-only" : "full-certificate");
            Issued key = self("matching");
            host(place, key, Manner.STARTTLS);
            record(place, tlsa(3, matching == 2 ? 1 : 0, matching, key));
        }
        Place alias = signed("tlsa-alias");
        Issued key = self("tlsa-alias");
        host(alias, key, Manner.STARTTLS);
        records.add("_25._tcp." + alias.host() + ". CNAME _dane.dane.test.");
        records.add("_dane.dane.test. TLSA " + tlsa(3, 1, 1, key));
        Place insecure = signed("tlsa-alias-insecure");
        host(insecure, key, Manner.STARTTLS);
        records.add("_25._tcp." + insecure.host() + ". CNAME _dane.plain.test.");
        records.add("_dane.plain.test. TLSA " + tlsa(3, 1, 1, key));
        domainAlias("domain-alias", "mx.domain-alias.dane.test");
        domainAlias("ta-alias-target", "target.ta-alias-target.dane.test");
    }

    /** A domain that is an alias of another one, whose exchanger's certificate is for a name. */
    private void domainAlias(String name, String certified) throws IOException {
        Place place = signed(name);
        Place target = new Place("target." + place.domain(), place.host());
        records.add(place.domain() + ". CNAME " + target.domain() + ".");
        host(target, withRoot(authority.issue(certified)), Manner.STARTTLS);
        record(target, tlsa(2, 0, 1, authority.certificate()));
    }

    private void failing() throws IOException {
        Place mismatch = signed("mismatch");
        host(mismatch, self("mismatch"), Manner.STARTTLS);
        record(mismatch, tlsa(3, 1, 1, self("mismatch")));
        Place stale = signed("stale-digest");
        ours(stale, self("stale-digest"));
        record(stale, tlsa(3, 1, 2, self("stale-digest")));
        anchored("ta-not-sent", false, "mx.ta-not-sent.dane.test");
        Place past = signed("ta-expired");
        CertificateAuthority middle = authority.intermediate();
        Instant now = Instant.now();
        host(
                past,
                middle.issue(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(1)), past.host()),
                Manner.STARTTLS);
        record(past, tlsa(2, 1, 1, middle.certificate()));
        Place alias = signed("alias-mismatch");
        alias(alias, "g.alias-mismatch.dane.test", self("alias"), "");
        record(new Place(alias.domain(), "g.alias-mismatch.dane.test"), tlsa(3, 1, 1, self("alias")));
        silent(signed("no-starttls"), Manner.NO_STARTTLS);
        silent(signed("refuses-starttls"), Manner.REFUSES_STARTTLS);
        Place lame = signed("lookup-error");
        host(lame, self("lookup-error"), Manner.STARTTLS);
        records.add("_tcp." + lame.host() + ". NS fails.test.");
        Place silent = signed("lookup-silent");
        host(silent, self("lookup-silent"), Manner.STARTTLS);
        records.add("_tcp." + silent.host() + ". NS gone.test.");
        Place torn = signed("lookup-bogus");
        ours(torn, self("lookup-bogus"));
        Place bogus = new Place(domain("mx-bogus", "torn.test"), "mx.mx-bogus.torn.test");
        ours(bogus, self("mx-bogus"));
    }

    private void unusable() throws IOException {
        Place pkix = signed("pkix-only");
        Issued key = self("pkix-only");
        host(pkix, key, Manner.STARTTLS);
        record(pkix, "1" + tlsa(3, 0, 1, key).substring(1));
        Place length = signed("bad-length");
        host(length, self("bad-length"), Manner.STARTTLS);
        record(length, "3 1 1 abcd");
        Place clear = signed("unusable-no-starttls");
        host(clear, key, Manner.NO_STARTTLS);
        record(clear, "1" + tlsa(3, 0, 1, key).substring(1));
    }

    private void insecure() throws IOException {
        Place host = new Place(domain("host-insecure", "dane.test"), "mx.host-insecure.plain.test");
        records.add(host.domain() + ". MX 10 " + host.host() + ".");
        address(host.host(), self("host-insecure"), Manner.STARTTLS);
        records.add("_tcp." + host.host() + ". NS fails.test.");
        ours(unsigned("mx-insecure-matches"), self("mx-insecure-matches"));
        Place mismatch = unsigned("mx-insecure-mismatch");
        host(mismatch, self("mismatch"), Manner.STARTTLS);
        record(mismatch, tlsa(3, 1, 1, self("mismatch")));
        silent(unsigned("mx-insecure-no-starttls"), Manner.NO_STARTTLS);
        Place unusable = unsigned("mx-insecure-unusable");
        host(unusable, self("unusable"), Manner.STARTTLS);
        record(unusable, "3 1 1 abcd");
        Place name = unsigned("mx-insecure-domain-name");
        host(name, withRoot(authority.issue(name.domain())), Manner.STARTTLS);
        record(name, tlsa(2, 0, 1, authority.certificate()));
    }

    /** A domain, and the host that takes its mail. */
    private record Place(String domain, String host) {}

    private String domain(String name, String zone) {
        String domain = name + "." + zone;
        domains.put(name, domain);
        return domain;
    }

    private Place signed(String name) {
        return new Place(domain(name, "dane.test"), "mx." + name + ".dane.test");
    }

    private Place unsigned(String name) {
        return new Place(domain(name, "plain.test"), "mx." + name + ".dane.test");
    }

    private static Issued self(String name) {
        return CertificateAuthority.selfSigned("any." + name + ".test");
    }

    private Issued withRoot(Issued issued) {
        List<X509Certificate> chain = new ArrayList<>(issued.chain());
        chain.add(authority.certificate());
        return new Issued(issued.key(), chain);
    }

    private void anchored(String name, boolean sent, String certified) throws IOException {
        Place place = signed(name);
        Issued issued = authority.issue(certified);
        host(place, sent ? withRoot(issued) : issued, Manner.STARTTLS);
        record(place, tlsa(2, 0, 1, authority.certificate()));
    }

    /** An exchanger whose record is right. */
    private void ours(Place place, Issued key) throws IOException {
        host(place, key, Manner.STARTTLS);
        record(place, tlsa(3, 1, 1, key));
    }

    private void silent(Place place, Manner manner) throws IOException {
        Issued key = self("silent");
        host(place, key, manner);
        record(place, tlsa(3, 1, 1, key));
    }

    private void alias(Place place, String target, Issued key, String base) throws IOException {
        records.add(place.domain() + ". MX 10 " + place.host() + ".");
        records.add(place.host() + ". CNAME " + target + ".");
        address(target, key, Manner.STARTTLS);
        if (!base.isEmpty()) {
            record(new Place(place.domain(), base), tlsa(3, 1, 1, key));
        }
    }

    private void host(Place place, Issued key, Manner manner) throws IOException {
        records.add(place.domain() + ". MX 10 " + place.host() + ".");
        address(place.host(), key, manner);
    }

    private void address(String host, Issued key, Manner manner) throws IOException {
        String address = "8.8.8." + (10 + exchangers.size());
        exchangers.add(new MailExchanger(address, key, manner));
        records.add(host + ". A " + address);
    }

    private void record(Place place, String data) {
        records.add("_25._tcp." + place.host() + ". TLSA " + data);
    }

    @Override
    public void close() throws IOException {
        for (MailExchanger each : exchangers) {
            each.close();
        }
    }
}
