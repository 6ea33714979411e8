/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.tls.TlsSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is offered in TLS, and from where connections are made. */
class TlsOptionsTest {
    private static TlsSettings settings(String... arguments) {
        TlsOptions options = new TlsOptions();
        CommandLine.populateCommand(options, arguments);
        TlsSettings.Builder settings = TlsSettings.builder();
        assertThat(options.addTo(settings)).isEqualTo(arguments.length > 0);
        return settings.build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2|TLSv1.2",
                "1.3,1.2|TLSv1.3 TLSv1.2",
                "1.2+|TLSv1.2 TLSv1.3",
                "1.1+|TLSv1.1 TLSv1.2 TLSv1.3",
                "TLSv1.3|TLSv1.3",
                "tlsv1_2|TLSv1.2",
                "1.0|TLSv1",
                "tlsv1|TLSv1",
                "1.2,1.2|TLSv1.2"
            })
    void versionsAreTakenAsPeopleWriteThem(String given, String versions) {
        assertThat(String.join(" ", settings("--tls-version", given).protocols()))
                .isEqualTo(versions);
    }

    @Test
    void severalAreToldOneByOneOrTogether() {
        assertThat(settings("--tls-version", "1.3", "--tls-version", "1.2").protocols())
                .containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(settings("--tls-cipher", "TLS_AES_256_GCM_SHA384", "--tls-cipher=TLS_AES_128_GCM_SHA256")
                        .cipherSuites())
                .containsExactly("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
        assertThat(settings("--sni", "Other.example.com").serverName()).contains("other.example.com");
        assertThat(settings("--no-sni").sendsServerName()).isFalse();
        assertThat(settings().sendsServerName()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "1.4", "2", "1.2-", "1.2,canary", "ssl3", "SSLv3", "TLSv1.2canary"})
    void noOtherVersionIs(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("--tls-version=" + given))
                .withMessage("--tls-version takes 1.0, 1.1, 1.2 and 1.3, several with commas, or 1.2+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tls-cipher|canary",
                "--tls-cipher|TLS_canary",
                "--tls-cipher|ECDHE-RSA-AES128-GCM-SHA256",
                "--tls-cipher|TLS_RSA_WITH_NULL_SHA256",
                "--tls-cipher|TLS_AES_256_GCM_SHA384,TLS_AES_256_GCM_SHA384",
                "--sni|192.0.2.1",
                "--sni|canary canary",
                "--sni|2001:db8::1",
                "--sni|canary/"
            })
    void whatCannotBeOfferedIsRefusedByTheNameOfTheOption(String option, String value) {
        CommandLineTest.Result result = CommandLineTest.run("mx.example.com", option, value);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(option).doesNotContain("canary", value);
    }

    @Test
    void whatContradictsIsRefused() {
        assertThat(CommandLineTest.run("mx.example.com", "--sni", "a.example", "--no-sni")
                        .err())
                .contains("--sni and --no-sni exclude each other");
        assertThat(CommandLineTest.run("mx.example.com", "--tls-version=1.2", "--tls-cipher=TLS_AES_128_GCM_SHA256")
                        .err())
                .contains("belongs to none of the versions of --tls-version");
        for (List<String> each : List.of(
                List.of("--tls-version", "1.2"),
                List.of("--tls-cipher", "TLS_AES_128_GCM_SHA256"),
                List.of("--sni", "a.example"),
                List.of("--no-sni"))) {
            String[] all = new String[each.size() + 3];
            System.arraycopy(new String[] {"mx.example.com:25", "--tls", "plain"}, 0, all, 0, 3);
            System.arraycopy(each.toArray(), 0, all, 3, each.size());
            assertThat(CommandLineTest.run(all).err()).contains(each.get(0) + " is of no use with --tls plain");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "mx.example.com",
                "192.0.2.1",
                "0.0.0.0",
                "::",
                "2001:db8::1",
                "[2001:db8::1]",
                "127.0.0.1:25",
                ""
            })
    void aSourceIsAnAddressOfThisMachine(String address) {
        CommandLineTest.Result result = CommandLineTest.run("mx.example.com", "--source-address=" + address);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--source-address ").doesNotContain("canary");
    }

    @Test
    void connectionsComeFromThere() throws Exception {
        try (MailDrop drop = new MailDrop()) {
            String target = "127.0.0.1:" + drop.port();
            assertThat(CommandLineTest.run(target, "--tls", "plain", "--source-address", "127.0.0.1")
                            .code())
                    .isZero();
            assertThat(CommandLineTest.run(target, "--tls", "plain", "--source-address", "127.0.0.1", "-6")
                            .err())
                    .contains("--source-address is of another family");
        }
    }
}
