/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.catalogue.Meaning;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reply codes, each with its own anchor, such as {@code /codes#550} and {@code /codes#5.7.1}. */
@Controller
public class CodesPage {
    private static final int LONGEST = 300;
    private static final int MOST = 40;

    /**
     * Shows the codes.
     *
     * @param wanted words that have to occur; empty for all codes
     * @param model  gets what is shown
     * @return the page
     */
    @GetMapping("/codes")
    public String codes(@RequestParam(name = "q", defaultValue = "") String wanted, Model model) {
        String words = wanted.substring(0, Math.min(LONGEST, wanted.length())).strip();
        List<Meaning> meanings = words.isEmpty() ? List.of() : ReplyCodes.meanings(words);
        model.addAttribute("wanted", words);
        model.addAttribute("entries", ReplyCodes.find(words));
        model.addAttribute("all", ReplyCodes.ALL.size());
        model.addAttribute("meanings", meanings.stream().limit(MOST).toList());
        model.addAttribute("more", Math.max(0, meanings.size() - MOST));
        return "codes";
    }
}
