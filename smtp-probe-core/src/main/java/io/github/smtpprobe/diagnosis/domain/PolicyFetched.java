/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * How the policy was fetched (RFC 8461 §3.3). This is checked only if a record
 * announces a policy, or tries to.
 */
final class PolicyFetched implements DomainCheck {
    private static final String UNREACHABLE = "sts.unreachable";

    @Override
    public void examine(DomainFindings to) {
        to.mtaSts()
                .filter(sts -> sts.record().filter(StsRecord::meant).isPresent())
                .ifPresent(sts -> {
                    if (sts.fetch().isPresent()) {
                        fetched(to, sts, sts.fetch().get());
                        sts.policyHost().forEach(answer -> ExchangerRecords.oneFamily(to, answer));
                    } else {
                        unfound(to, sts);
                    }
                    sts.policy().ifPresent(policy -> PolicyContent.examine(to, sts, policy));
                });
    }

    /** How it was fetched, in words. */
    static String line(MtaStsFacts sts) {
        return sts.fetch()
                .map(fetch -> Seen.line("GET https://" + fetch.host() + "/.well-known/mta-sts.txt: "
                        + fetch.outcome().token().replace('-', ' ')
                        + (fetch.status().isPresent()
                                ? ", code " + fetch.status().getAsInt()
                                : "")
                        + fetch.address()
                                .map(address -> ", at " + AddressLiteral.text(address))
                                .orElse("")
                        + (fetch.detail().isEmpty() ? "" : ", " + fetch.detail())))
                .orElse("");
    }

    /** Whether it is known that the policy host has no address. */
    static boolean withoutAddress(MtaStsFacts sts) {
        return !sts.policyHost().isEmpty()
                && sts.policyHost().stream()
                        .allMatch(answer ->
                                answer.result() == DnsResult.NO_NAME || answer.result() == DnsResult.NO_RECORDS);
    }

    /** Reports that there was no address to connect to. */
    private static void unfound(DomainFindings to, MtaStsFacts sts) {
        List<DnsAnswer> host = sts.policyHost();
        boolean none = withoutAddress(sts);
        Optional<DnsAnswer> failed = host.stream()
                .filter(answer -> Seen.failed(answer) || answer.security() == Security.BOGUS)
                .findFirst();
        if (!none && (failed.isEmpty() || to.ownTrouble())) {
            return;
        }
        Said said = to.say(UNREACHABLE)
                .words(
                        "detail",
                        failed.map(Seen::trouble)
                                .or(() -> dangling(host)
                                        .map(end -> "it is an alias of " + end + ", which does not exist"))
                                .orElse("its name has no address"))
                .with("dangling", none ? dangling(host) : Optional.empty())
                .words("address", none ? "address" : "")
                .words("unanswered", failed.filter(Seen::failed).isPresent() ? "addresses" : "")
                .by(none || failed.filter(Seen::failed).isPresent() ? Actor.DNS_OWNER : Actor.POLICY_HOST)
                .sure(none ? Confidence.CERTAIN : Confidence.LIKELY)
                .seen(host.stream().map(Seen::answer));
        failed.filter(answer -> answer.security() == Security.BOGUS)
                .ifPresent(answer -> said.after(ZoneProofs.id(answer)));
        said.end();
    }

    /** The last name of which the policy host is an alias, if that name does not exist. */
    private static Optional<String> dangling(List<DnsAnswer> host) {
        return host.stream()
                .filter(answer -> answer.result() == DnsResult.NO_NAME
                        && !answer.aliases().isEmpty())
                .map(DnsAnswer::finalName)
                .findFirst();
    }

    private static void fetched(DomainFindings to, MtaStsFacts sts, PolicyFetch fetch) {
        if (!fetch.telling()) {
            return;
        }
        switch (fetch.outcome()) {
            case NO_ADDRESS -> unreachable(to, sts, "its name has no address");
            case NO_CONNECTION -> unreachable(to, sts, "no address took a connection on port 443");
            case TLS_FAILED ->
                begin(to, sts, "the TLS handshake failed")
                        .words("handshake", "the handshake")
                        .end();
            case TLS_VERSION ->
                begin(to, sts, "it has no TLS version that is accepted here")
                        .words("version", "TLS 1.2")
                        .words("handshake", "the handshake")
                        .end();
            case STATUS -> {
                int code = fetch.status().orElse(0);
                begin(to, sts, "it answered with the code " + code)
                        .words("barrier", barrier(code))
                        .words("missing", code == 404 || code == 410 ? "no such file" : "")
                        .words("failure", code >= 500 ? "a failure" : "")
                        .end();
            }
            case BAD_HTTP -> unreachable(to, sts, "what it answered is not complete HTTP");
            case TIME ->
                begin(
                                to,
                                sts,
                                (fetch.status().isPresent() ? "its answer did not end" : "it did not answer")
                                        + " in time (" + fetch.took().toSeconds() + " s)")
                        .words("quickly", "quickly")
                        .end();
            case BAD_CERTIFICATE -> certificate(to, sts, fetch);
            case REDIRECT ->
                to.say("sts.redirect")
                        .with("location", fetch.location())
                        .words("elsewhere", fetch.byChance() ? elsewhere(sts).strip() : "")
                        .seen(line(sts))
                        .end();
            case TOO_BIG -> to.say("sts.big").seen(line(sts)).end();
            case FETCHED -> {
                type(to, sts, fetch);
                PolicyHostAddresses.examine(to, sts, fetch);
            }
            case DENIED -> inner(to, sts);
            case CANCELLED, LOCAL -> {
                // says nothing about the host
            }
        }
    }

    /** What a code says about an obstacle in front of the policy (RFC 9110 §15.5.2, §15.5.4, RFC 6585 §4); otherwise empty. */
    private static String barrier(int code) {
        return switch (code) {
            case 401 -> "a login";
            case 403 -> "a rule that forbids it";
            case 429 -> "a limit that senders can exceed";
            default -> "";
        };
    }

    /**
     * Reports addresses that this survey must not connect to. That says nothing about the host, unless no sender can reach them
     * either.
     */
    private static void inner(DomainFindings to, MtaStsFacts sts) {
        boolean all = sts.policyHost().stream()
                .flatMap(answer -> answer.records().stream())
                .flatMap(record -> record.address().stream())
                .allMatch(NowhereAddress::is);
        if (all) {
            unreachable(to, sts, "its address cannot be reached from the Internet");
        }
    }

    private static void unreachable(DomainFindings to, MtaStsFacts sts, String detail) {
        begin(to, sts, detail).end();
    }

    /** A sentence about the further addresses: a sender may use another one, and get a policy there. */
    private static String elsewhere(MtaStsFacts sts) {
        PolicyFetch fetch = sts.fetch().orElseThrow();
        Optional<PolicyFetch> other = fetch.others().stream()
                .filter(each -> each.outcome() == PolicyFetch.Outcome.FETCHED)
                .findFirst();
        if (other.isPresent()) {
            return at(fetch) + ", while it gives a policy" + at(other.get());
        }
        return fetch.others().isEmpty()
                ? unasked(sts)
                : at(fetch) + ", and no other address that was asked gave a policy";
    }

    private static String at(PolicyFetch fetch) {
        return fetch.address()
                .map(address -> " at " + AddressLiteral.text(address))
                .orElse("");
    }

    private static String unasked(MtaStsFacts sts) {
        long all = sts.policyHost().stream()
                .flatMap(answer -> answer.records().stream())
                .flatMap(record -> record.address().stream())
                .distinct()
                .count();
        return sts.fetch()
                .filter(fetch -> all > fetch.silent().size() + 1)
                .flatMap(PolicyFetch::address)
                .map(address -> " at " + AddressLiteral.text(address) + ", and its other addresses were not asked")
                .orElse("");
    }

    private static Said begin(DomainFindings to, MtaStsFacts sts, String detail) {
        Optional<InetAddress> inner = sts.policyHost().stream()
                .flatMap(answer -> answer.records().stream())
                .flatMap(record -> record.address().stream())
                .filter(NowhereAddress::is)
                .findFirst();
        return to.say(UNREACHABLE)
                .words(
                        "detail",
                        inner.map(address -> "its address " + AddressLiteral.text(address) + " is "
                                        + NowhereAddress.kind(address))
                                .orElseGet(() -> detail + elsewhere(sts)))
                .with("inner", inner.map(AddressLiteral::text))
                .by(inner.isPresent() ? Actor.DNS_OWNER : Actor.POLICY_HOST)
                .seen(line(sts))
                .seen(sts.policyHost().stream().map(Seen::answer));
    }

    private static void certificate(DomainFindings to, MtaStsFacts sts, PolicyFetch fetch) {
        boolean clock = to.facts()
                .rootValidation()
                .filter(rootValidation -> rootValidation.state() == RootValidation.State.CLOCK)
                .isPresent();
        Optional<TlsInfo> tls = fetch.tls();
        boolean chance = fetch.byChance();
        Said said = to.say("sts.certificate")
                .with("detail", "it was refused")
                .seen(line(sts))
                .seen(tls.map(TlsInfo::chain).orElse(List.of()).stream()
                        .limit(1)
                        .map(leaf -> "certificate of " + leaf.subject() + " until " + Seen.time(leaf.notAfter())
                                + ", SHA-256 " + leaf.sha256()));
        tls.flatMap(CertificateFault::of).ifPresent(fault -> fault.tell(said));
        if (chance) {
            said.words("elsewhere", at(fetch).strip() + ", while another address of the host gives a policy");
        }
        if (clock) {
            said.sure(Confidence.POSSIBLE).after("dns.not-yet");
        }
        said.end();
    }

    private static void type(DomainFindings to, MtaStsFacts sts, PolicyFetch fetch) {
        if (!fetch.plainText()) {
            to.say("sts.type")
                    .with("type", fetch.contentType().map(type -> type.split(";", 2)[0].strip()))
                    .seen(line(sts))
                    .seen("Content-Type: " + fetch.contentType().orElse("not given"))
                    .end();
        }
    }
}
