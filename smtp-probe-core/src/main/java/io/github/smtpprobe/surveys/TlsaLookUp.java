/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.surveys.MailHosts.MailHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks up the TLSA records of an exchanger (RFC 7672 §2.2). They are requested only for a host that is proven to be in a signed
 * zone, because some large unsigned zones do not answer the question, which would look like an outage. Used by one thread.
 */
final class TlsaLookUp {
    private final MailHost host;
    private final int port;
    private final List<DnsAnswer> addresses;
    private final List<DnsAnswer> asked = new ArrayList<>();
    private final List<String> candidates = new ArrayList<>();
    private Optional<DnsAnswer> alias = Optional.empty();
    private List<DnsAnswer> misplaced = List.of();
    private String base = "";

    TlsaLookUp(MailHost host, int port, List<DnsAnswer> addresses) {
        this.host = host;
        this.port = port;
        this.addresses = addresses;
        addresses.stream()
                .filter(each -> each.security() == Security.SECURE)
                .findFirst()
                .ifPresent(answer -> {
                    if (!answer.aliases().isEmpty()) {
                        candidates.add(answer.finalName());
                    }
                    candidates.add(host.name());
                });
    }

    /** The CNAME question, which is asked separately if the host is an alias whose chain ends unsigned (RFC 7672 §2.2.2). */
    Optional<Question> aliasQuestion() {
        boolean unsignedEnd = candidates.isEmpty()
                && addresses.stream()
                        .anyMatch(each -> each.security() == Security.INSECURE
                                && !each.aliases().isEmpty());
        return unsignedEnd ? Optional.of(new Question(host.name(), RecordType.CNAME)) : Optional.empty();
    }

    void aliasAnswer(DnsAnswer answer) {
        alias = Optional.of(answer);
        if (answer.security() == Security.SECURE) {
            candidates.add(host.name());
        }
    }

    /** The next TLSA question; empty if the last answer decides, or no candidate is left. */
    Optional<Question> question() {
        boolean decided = !asked.isEmpty() && decides(asked.get(asked.size() - 1));
        if (decided || asked.size() == candidates.size()) {
            return Optional.empty();
        }
        base = candidates.get(asked.size());
        return Optional.of(new Question("_" + port + "._tcp." + base, RecordType.TLSA));
    }

    /**
     * Whether an answer decides. Secure records do, and so does trouble: a sender that cannot find out whether there are
     * records must not continue.
     */
    private static boolean decides(DnsAnswer answer) {
        return !answer.security().learned()
                || (answer.security() == Security.SECURE && !answer.records().isEmpty());
    }

    void answer(DnsAnswer answer) {
        asked.add(answer);
    }

    /** Whether the host is signed, and no proven records were found where they belong. */
    boolean without() {
        return !asked.isEmpty()
                && asked.stream().allMatch(each -> each.security().learned())
                && !decides(asked.get(asked.size() - 1));
    }

    /**
     * Places where people publish records that nobody looks for: below a name in the middle of an alias chain, for HTTPS, for
     * the domain itself.
     */
    List<Question> otherPlaces(Optional<String> domain) {
        List<String> names = new ArrayList<>();
        domain.filter(name -> !name.equals(host.name())).ifPresent(name -> names.add("_" + port + "._tcp." + name));
        names.add("_443._tcp." + host.name());
        addresses.stream()
                .filter(each -> each.security() == Security.SECURE)
                .findFirst()
                .ifPresent(answer -> answer.aliases().stream()
                        .map(Alias::target)
                        .filter(target -> !target.equals(answer.finalName()))
                        .forEach(target -> names.add("_" + port + "._tcp." + target)));
        return names.stream().map(name -> new Question(name, RecordType.TLSA)).toList();
    }

    void misplaced(List<DnsAnswer> found) {
        misplaced = found.stream().filter(each -> !each.records().isEmpty()).toList();
    }

    List<DnsAnswer> misplaced() {
        return misplaced;
    }

    MailHost host() {
        return host;
    }

    List<DnsAnswer> addresses() {
        return addresses;
    }

    Optional<DnsAnswer> alias() {
        return alias;
    }

    List<DnsAnswer> asked() {
        return asked;
    }

    /** The base domain of the last question; empty if there was none. */
    String base() {
        return base;
    }
}
