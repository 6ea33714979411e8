/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.ProbeReport;
import java.lang.reflect.Executable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No form of output escapes the sweeps: those that are there are found, and so would one be that shows too much. */
class OutputFormsTest {
    private static final ProbeReport REPORT = Explain.dialogue("S: 220 mx\nC: EHLO x\nS: 250 mx\n");

    /** As a form of output would be in the exported API; it is not public, so that no sweep takes it for one. */
    @SuppressWarnings("unused")
    static final class LaterForm {
        public static String show(ProbeReport report, StringBuilder out) {
            out.append("written ");
            return "shown " + report.attempts().size();
        }

        public String showAgain(ProbeReport report) {
            return report.toString();
        }
    }

    @Test
    void thoseOfTheLibraryAreFound() {
        assertThat(OutputForms.names())
                .contains(
                        "TextReport.render",
                        "HtmlReport.render",
                        "HtmlTranscript.render",
                        "AnsiTranscript.render",
                        "AnsiTranscript.line",
                        "ClientSettings.of");
        assertThat(OutputForms.of(REPORT)).hasSizeGreaterThan(10);
    }

    @Test
    void aNewOneTakesPartOrIsAskedFor() {
        List<Executable> forms = OutputForms.forms(List.of(LaterForm.class));
        assertThat(forms).hasSize(2);
        assertThat(OutputForms.shown(forms.get(1), REPORT)).containsExactly("written shown 1");
        assertThatThrownBy(() -> OutputForms.shown(forms.get(0), REPORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("showAgain");
    }
}
