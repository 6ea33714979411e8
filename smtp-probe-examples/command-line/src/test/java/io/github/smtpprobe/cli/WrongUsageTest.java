/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Wrong arguments, each with a canary where a password may stand: what is printed names options, repeats nothing, and has no word that only
 * programmers know.
 */
class WrongUsageTest {
    private static final String CANARY = "Hunter2-of-canaries";
    private static final String DIGITS = "4711471147";

    /** Options that take any text: what is wrong with it shows later, or never. */
    private static final List<String> FREE = List.of(
            "--user",
            "--external",
            "--anonymous",
            "--body",
            "--html",
            "--output",
            "--journal",
            "--ehlo",
            "--sni",
            "--client-key-password-env");

    private static void judge(List<String> arguments) {
        CommandLineTest.Result result = CommandLineTest.run(arguments.toArray(new String[0]));
        assertThat(result.code()).as(arguments + " " + result).isEqualTo(2);
        assertThat(result.out()).as(arguments.toString()).isEmpty();
        assertThat(result.err())
                .as(arguments.toString())
                .startsWith("smtp-probe")
                .doesNotContain(CANARY, "Hunter2", "canaries", DIGITS, "Exception")
                .doesNotContainPattern("\\b[a-z]+[A-Z][a-z]+|\\(\\)|to\\(host|\\bnull [^r]|coverage");
    }

    static Stream<List<String>> usages() {
        List<List<String>> all = new ArrayList<>();
        for (String option : List.of(
                "--password",
                "--pass",
                "--pwd",
                "--secret",
                "--auth-password",
                "-ap",
                "--au",
                "-w",
                "--auth-user",
                "-au",
                "--server",
                "-s",
                "--proxy-password",
                "--client-key-password",
                "--token-value",
                "--header-X",
                "--h-From",
                "--quit",
                "-q",
                "--tls-protocol",
                "-tls",
                "-tlsc",
                "-li",
                "--protocol",
                "--pipe",
                "--data",
                "--timeout",
                "--xclient-addr")) {
            all.add(List.of("mx.example.com", option, CANARY));
            all.add(List.of("mx.example.com", option + "=" + CANARY));
            all.add(List.of(option, CANARY, "mx.example.com"));
            all.add(List.of("mx.example.com", option + CANARY));
            all.add(List.of("batch", "list", option, CANARY));
            all.add(List.of("explain", option, CANARY));
        }
        for (String user : List.of("ada:" + CANARY, ":" + CANARY, CANARY + ":" + CANARY)) {
            all.add(List.of("mx.example.com", "-u", user));
            all.add(List.of("mx.example.com", "-u" + user));
            all.add(List.of("mx.example.com", "--user=" + user));
            all.add(List.of(user + "@mx.example.com"));
            all.add(List.of("smtp://" + user + "@mx.example.com"));
            all.add(List.of("smtps://" + user + "@mx.example.com:465/"));
            all.add(List.of("mx.example.com", "--proxy", "socks5://" + user + "@proxy.example:1080"));
            all.add(List.of("mx.example.com", "--proxy=socks5://" + user + "@proxy.example"));
            all.add(List.of("mx.example.com", "--proxy", "http://" + user + "@[::1"));
            all.add(List.of("--mx", user + "@example.com"));
            all.add(List.of("mx:" + user + "@example.com"));
        }
        for (String host : List.of(
                CANARY + "@",
                "@" + CANARY,
                CANARY + ":x",
                "x://" + CANARY,
                CANARY + " " + CANARY,
                CANARY + "\n" + CANARY,
                "[" + CANARY + "]",
                CANARY + "/" + CANARY,
                "smtp://mx/" + CANARY,
                CANARY + "..",
                "mx:" + CANARY + "..",
                "-" + CANARY,
                CANARY + "\0")) {
            all.add(List.of(host));
            all.add(List.of("--", host));
        }
        all.add(List.of("mx.example.com", "-4u", "ada:" + CANARY));
        all.add(List.of("mx.example.com", "-46" + CANARY));
        all.add(List.of("mx.example.com", CANARY, CANARY));
        all.add(List.of("mx.example.com", "--xclient", CANARY));
        all.add(List.of("mx.example.com", "--xclient", "ADDR=" + CANARY));
        all.add(List.of("mx.example.com", "--xclient", CANARY + "=" + CANARY));
        all.add(List.of("mx.example.com", "--all=" + CANARY));
        all.add(List.of("mx.example.com", "-f", "a@b.example", "-t", "c@d.example", "--send", "--header", CANARY));
        all.add(List.of(
                "mx.example.com", "-f", "a@b.example", "-t", "c@d.example", "--send", "--body", "@/no/" + CANARY));
        all.add(List.of(
                "mx.example.com", "-f", "a@b.example", "-t", "c@d.example", "--send", "--attach", CANARY + "\0"));
        all.add(List.of("batch", "/no/such/" + CANARY));
        all.add(List.of("batch", CANARY + "\0"));
        all.add(List.of("batch", "list", "--do-not-probe", CANARY));
        all.add(List.of("batch", "list", "--helo", CANARY + " " + CANARY));
        all.add(List.of("batch", "list", "--contact", CANARY));
        all.add(List.of("batch", "list", "--from", CANARY));
        all.add(List.of("batch", "list", "-f", "a@b.example", "--to", CANARY));
        all.add(List.of("batch", "list", CANARY));
        all.add(List.of("explain", "--stage", CANARY));
        all.add(List.of("explain", "--stage", "CONNECT", CANARY));
        all.add(List.of("explain", "--stage", "CONNECT", "250 " + CANARY));
        all.add(List.of("mx.example.com", "explain", CANARY));
        all.add(List.of("domain"));
        all.add(List.of("domain", CANARY + ".."));
        all.add(List.of("domain", "ada:" + CANARY + "@example.com"));
        all.add(List.of("domain", "example.com", CANARY));
        for (String option : List.of("--sender", "--against", "--deadline", "--name-server", "--anchor", "--color")) {
            all.add(List.of("domain", "example.com", option, CANARY));
            all.add(List.of("domain", "example.com", option + "=" + CANARY + "\0"));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("usages")
    void noArgumentThatIsWrongIsRepeated(List<String> arguments) {
        judge(arguments);
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream().filter(each -> !each.usageHelp() && !each.versionHelp());
    }

    private static boolean free(ArgSpec option) {
        return option instanceof OptionSpec named
                && FREE.stream().anyMatch(each -> Arrays.asList(named.names()).contains(each));
    }

    static Stream<List<String>> values() {
        List<List<String>> all = new ArrayList<>();
        CommandLine line = Commands.runnable("--help");
        options(line).filter(each -> !free(each)).forEach(each -> {
            for (String name : each.names()) {
                all.add(List.of("mx.example.com", "-f", "a@b.example", name + "=" + CANARY));
                all.add(List.of("mx.example.com:0", name + "=" + CANARY));
            }
        });
        options(line.getSubcommands().get("batch")).filter(each -> !free(each)).forEach(each -> {
            for (String name : each.names()) {
                all.add(List.of("batch", "/no/such/list", name + "=" + CANARY));
            }
        });
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("values")
    void noOptionRepeatsAWrongValue(List<String> arguments) {
        judge(arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server|swaks' --server is HOST here, without an option.",
                "-s|swaks' -s is HOST here, without an option.",
                "--auth-user|swaks' --auth-user is --user here.",
                "-au|swaks' -au is --user here.",
                "--auth-password|swaks' --auth-password is --password-env or --password-stdin here.",
                "--quit|swaks' --quit is --quit-after here.",
                "-q|swaks' -q is --quit-after here.",
                "--tls-protocol|swaks' --tls-protocol is --tls-version here.",
                "--h-From|swaks' --h-NAME is --header 'NAME: value' here.",
                "--data|swaks' --data is --send with --header and --body here.",
                "-tls|swaks' -tls is --tls starttls here.",
                "-tlsc|swaks' -tlsc is --tls implicit-tls here.",
                "--timeout|swaks' --timeout is --deadline here.",
                "--xclient-addr|swaks' --xclient-addr is --xclient, such as --xclient ADDR=192.0.2.7 here.",
                "-li|swaks' -li is --source-address here.",
                "--local-interface|swaks' --local-interface is --source-address here.",
                "--pipe|swaks' --pipe has no equivalent here.",
                "--mail-from|curl's --mail-from is --from here.",
                "-connect|openssl's -connect is HOST:PORT here, without an option.",
                "-from|Options of several letters have two hyphens, such as --from."
            })
    void anOptionOfAnotherProgramIsAnswered(String option, String words) {
        assertThat(CommandLineTest.run(option, "x.example").err()).contains(words);
        assertThat(CommandLineTest.run("mx.example.com", option, "x.example").err())
                .contains(words);
    }

    @Test
    void aPasswordBehindAUserIsNamedAsSuch() {
        assertThat(CommandLineTest.run("mx.example.com", "-u", "ada:" + CANARY).err())
                .contains("--user takes no password after a colon")
                .contains("--password-stdin or --password-env");
    }

    @Test
    void aFaultOfTheProgramPrintsNoneOfItsWords() {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(Commands.runnable().getCommandSpec()).setErr(new PrintWriter(err, true));
        int code = OwnFault.report(new IllegalStateException(CANARY, new NumberFormatException(CANARY)), line, null);
        assertThat(code).isEqualTo(3);
        assertThat(err.toString())
                .startsWith(
                        "smtp-probe: internal error (IllegalStateException by NumberFormatException at WrongUsageTest:")
                .contains("please report it")
                .doesNotContain(CANARY);
    }
}
