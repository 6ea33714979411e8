/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts of findings are for administrators and developers: a method that they name exists, and stands in a part of its own. */
class ApiNamesInTextsTest {
    private static final Pattern CALL = Pattern.compile("\\b([a-z][A-Za-z0-9]*)\\(\\)");

    private static String texts() throws IOException {
        try (InputStream in = Checks.class.getResourceAsStream("findings.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyMethodThatATextNamesExists() throws Exception {
        Set<String> named = CALL.matcher(texts())
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Stream.of(
                        ProbeRequest.Builder.class,
                        SmtpProbe.Builder.class,
                        TlsSettings.Builder.class,
                        AddressPolicy.class)
                .flatMap(each -> Stream.of(each.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(named).contains("allowCleartextCredentials", "trustedCertificates", "trustCertificate");
        assertThat(known).containsAll(named);
    }

    /** Whoever has no Java code need not read on. */
    @Test
    void eachIsSaidToBeForDevelopers() throws Exception {
        for (String line : texts().split("\n")) {
            List<Integer> calls =
                    CALL.matcher(line).results().map(MatchResult::start).toList();
            assertThat(calls)
                    .allSatisfy(at -> assertThat(line.substring(0, at)).containsIgnoringCase("in Java code, "));
        }
    }
}
