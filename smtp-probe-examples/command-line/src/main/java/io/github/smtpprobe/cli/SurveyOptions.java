/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import com.google.common.net.HostAndPort;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a survey examines, and which name servers it uses. */
final class SurveyOptions {
    private static final int DNS = 53;

    @Option(
            names = "--no-probe",
            description = "Do not connect to mail exchangers: look only at DNS and the MTA-STS policy.")
    private boolean noProbe;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Compare with an earlier survey of the domain that was written by --json.")
    private @Nullable String against;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = TimeText.class,
            description = "End the survey after this time, such as 30s (default: 60 seconds).")
    private @Nullable Duration deadline;

    @Option(
            names = "--name-server",
            paramLabel = "ADDRESS[:PORT]",
            description = "Ask this name server, which has to pass on DNSSEC signatures. Repeatable, in order;"
                    + " several are compared.")
    private @Nullable List<String> nameServers;

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description =
                    "Start DNSSEC validation with the DS records in this file, one a line, instead of those of the root.")
    private @Nullable String anchor;

    void addTo(DomainSurvey.Builder survey) {
        if (noProbe) {
            survey.without(Aspect.PROBES);
        }
        if (deadline != null) {
            survey.deadline(deadline);
        }
        if (nameServers != null) {
            survey.nameServers(
                    nameServers.stream().map(SurveyOptions::nameServer).toArray(InetSocketAddress[]::new));
        }
        if (anchor != null) {
            survey.anchors(anchors(new GivenFile("--anchor", anchor)));
        }
        if (against != null) {
            survey.againstEarlier(earlier(new KeptSurvey(against)));
        }
    }

    private static InetSocketAddress nameServer(String text) {
        try {
            HostAndPort server = GivenAddress.read(text).isPresent()
                    ? HostAndPort.fromParts(text, DNS)
                    : HostAndPort.fromString(text).withDefaultPort(DNS);
            return new InetSocketAddress(GivenAddress.read(server.getHost()).orElseThrow(), server.getPort());
        } catch (IllegalArgumentException | NoSuchElementException none) {
            throw new IllegalArgumentException(
                    "--name-server takes an address, such as 192.0.2.53, 192.0.2.53:5300 or [2001:db8::53]:5300");
        }
    }

    private static TrustAnchors anchors(GivenFile file) {
        try {
            return TrustAnchors.parse(file.text().lines().toList());
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("--anchor names a file with lines that are not DS records");
        }
    }

    private static EarlierSurvey earlier(KeptSurvey file) {
        try {
            return EarlierSurvey.fromMap(file.read());
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(
                    "--against names a file that is not a domain survey that this release can read");
        }
    }
}
