/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import java.time.Duration;

/**
 * One row of the test results that build servers show.
 *
 * @param name    what was tested
 * @param took    how long it took
 * @param ending  what came of it
 * @param type    the id of the finding, or another token; empty for what passed
 * @param message one line; empty for what passed
 * @param body    the rest of what there is to say
 */
record TestCase(String name, Duration took, Ending ending, String type, String message, String body) {
    enum Ending {
        PASSED(""),
        FAILURE("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Ending(String element) {
            this.element = element;
        }
    }

    static TestCase passed(String name, Duration took) {
        return new TestCase(name, took, Ending.PASSED, "", "", "");
    }

    TestCase renamed(String other) {
        return new TestCase(other, took, ending, type, message, body);
    }

    /** The element, with output if there is any. */
    String xml(String suite, String output) {
        StringBuilder out = new StringBuilder("    <testcase name=\"" + Xml.escaped(name) + "\" classname=\""
                + Xml.escaped("smtp-probe." + suite.replace('.', '_')) + "\" time=\"" + Shown.seconds(took, 3)
                + "\">\n");
        if (ending != Ending.PASSED) {
            out.append("      <").append(ending.element);
            if (ending != Ending.SKIPPED) {
                out.append(" type=\"").append(Xml.escaped(type)).append('"');
            }
            out.append(" message=\"").append(Xml.escaped(message)).append("\">");
            out.append(Xml.escaped(body)).append("</").append(ending.element).append(">\n");
        }
        String said = ending == Ending.PASSED && !body.isEmpty() ? body + "\n" + output : output;
        if (!said.isEmpty()) {
            out.append("      <system-out>").append(Xml.escaped(said)).append("</system-out>\n");
        }
        return out.append("    </testcase>\n").toString();
    }
}
