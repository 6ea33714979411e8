/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The problems of the typed input, by the fields of the form. No message repeats a secret. */
public final class WrongInput extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Map<String, List<String>> problems;

    private WrongInput(Map<String, List<String>> problems) {
        super(problems.keySet().toString());
        this.problems = problems;
    }

    /** {@return whole sentences by the field that they are about, in the order of the form} */
    public Map<String, List<String>> problems() {
        return problems;
    }

    /** Collects problems. Not thread-safe. */
    static final class Collected {
        /** The fields with their names, in the order of the form. */
        private static final Map<String, String> NAMES = names();

        private final Map<String, List<String>> found = new LinkedHashMap<>();

        private static Map<String, String> names() {
            Map<String, String> names = new LinkedHashMap<>();
            names.put("domain", "The domain");
            names.put("host", "The server");
            names.put("port", "The port");
            names.put("security", "The security");
            names.put("user", "The user name");
            names.put("password", "The password");
            names.put("token", "The token");
            names.put("from", "The sender");
            names.put("to", "The recipient");
            return names;
        }

        /**
         * Adds a problem.
         *
         * @param field of the form
         * @param words that follow its name
         */
        void add(String field, String words) {
            String sentence = NAMES.get(field) + " " + words;
            List<String> all = found.computeIfAbsent(field, any -> new ArrayList<>());
            if (!all.contains(ended(sentence))) {
                all.add(ended(sentence));
            }
        }

        private static String ended(String sentence) {
            return sentence.endsWith(".") ? sentence : sentence + ".";
        }

        boolean empty() {
            return found.isEmpty();
        }

        WrongInput wrong() {
            Map<String, List<String>> ordered = new LinkedHashMap<>();
            NAMES.keySet().stream().filter(found::containsKey).forEach(field -> ordered.put(field, found.get(field)));
            return new WrongInput(ordered);
        }
    }
}
