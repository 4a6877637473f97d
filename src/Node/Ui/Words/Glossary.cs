using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace SdkNode.Node.Ui.Words;

/// <summary>A word of the federation, for whoever meets it on a page.</summary>
/// <param name="Id">What links to it name.</param>
/// <param name="Swedish">The word.</param>
/// <param name="English">The same in English.</param>
/// <param name="SwedishText">What it is.</param>
/// <param name="EnglishText">The same in English.</param>
internal sealed record Term(string Id, string Swedish, string English, string SwedishText, string EnglishText);

/// <summary>The words that pages use, explained to people who do not build nodes (docs/glossary.md has those of the code).</summary>
internal static class Glossary
{
    /// <summary>A word that leads to its explanation.</summary>
    public static IHtmlContent Link(string id, Language l)
    {
        var term = Terms.Single(known => known.Id == id);
        var link = new TagBuilder("a");
        link.Attributes["href"] = $"/glossary#{id}";
        link.Attributes["title"] = l[term.SwedishText, term.EnglishText];
        link.InnerHtml.Append(l[term.Swedish, term.English]);
        return link;
    }

    /// <summary>The words, in no order: a page sorts them by its language.</summary>
    public static IReadOnlyList<Term> Terms { get; } =
    [
        new("access-point", "accesspunkt", "access point", "Det som skickar och tar emot över nätet för en eller flera organisationer. Den här noden är en sådan; motparterna har sina egna.", "What sends and receives over the network for one or several organisations. This node is one; partners have others."),
        new("address-book", "adressbok", "address book", "Federationens förteckning över organisationer och deras funktionsadresser. Noden har en kopia.", "The federation's list of organisations and their functional addresses. The node has a copy."),
        new("acknowledged", "hos mottagarens accesspunkt", "at the receiver's access point", "Mottagarens accesspunkt har kvitterat transporten. Meddelandet är framme hos organisationen, men dess meddelandetjänst har inte svarat än.", "The receiver's access point has acknowledged the transport. The message is at the organisation, whose message service has not answered yet."),
        new("receipt", "meddelandekvittens", "message receipt", "Mottagarens svar på om meddelandet är mottaget eller avvisat. Den är signerad och går att visa upp i efterhand.", "The receiver's answer whether the message is accepted or rejected. It is signed and can be shown afterwards."),
        new("transport-receipt", "transportkvittens", "transport receipt (AS4)", "Motpartens accesspunkts signerade svar på att den har fått meddelandet. Den kommer genast, och säger inget om vad mottagaren gör med det.", "The signed answer of a partner's access point that it has the message. It comes at once, and says nothing of what the receiver does with it."),
        new("rejected", "avvisat", "rejected", "Mottagarens meddelandetjänst tog inte emot meddelandet. Skälet står i händelserna. Innehållet måste skickas på nytt när felet är rättat.", "The receiver's message service did not accept the message. The reason stands in the timeline. It has to be sent anew when the fault is mended."),
        new("function", "funktionsadress", "functional address", "Adressen till en funktionsbrevlåda, till exempel elevhälsans. Ett meddelande går alltid till en funktion, aldrig till en person.", "The address of a mailbox, for example the school health service's. A message always goes to a function, never to a person."),
        new("mailbox", "funktionsbrevlåda", "mailbox", "En brevlåda hos en organisation som delas av dem som arbetar med funktionen, till exempel elevhälsan. Alla ser vad kollegorna har gjort.", "A mailbox of an organisation that the staff of a function share, for example the school health service. Everybody sees what colleagues have done."),
        new("confidential", "sekretess", "confidentiality", "Avsändarens märkning att innehållet omfattas av sekretess. Varje gång ett sådant meddelande öppnas skrivs det i säkerhetsloggen.", "The sender's mark that the content is confidential. Every time such a message is opened it is written to the security log."),
        new("diary-number", "diarienummer", "diary number", "Ärendets nummer hos myndigheten. Avsändarens följer med som referens; ditt eget skriver du när du registrerar.", "The number of the case at an authority. The sender's comes with the message as a reference; you write your own when you register it."),
        new("hand-over", "överföring", "hand-over", "Att meddelandet med kvittenser sparas där det ska ligga, till exempel i verksamhetssystemet eller e-arkivet. Först när den är bekräftad kan meddelandet tas bort här.", "That the message with its receipts is saved where it belongs, for example in the case system or the archive. Only when it is confirmed can the message be removed here."),
        new("conversation", "konversation", "conversation", "Meddelanden som svarar på eller kompletterar varandra.", "Messages that answer or complement each other."),
        new("unknown-sender", "okänd avsändare", "unknown sender", "Avsändarens organisation eller funktion står inte i adressboken. Meddelandet är ändå signerat av organisationen; kontrollera innan du svarar.", "The sender's organisation or function is not in the address book. The message is still signed by the organisation; check before you answer."),
        new("participant", "deltagare", "participant", "En organisation i federationen, med en identitet som 0203:kristinehamn.se.", "An organisation of the federation, with an identifier such as 0203:kristinehamn.se."),
        new("directory", "katalog (SMP)", "directory (SMP)", "Där organisationer publicerar sina accesspunkter och certifikat, så att andra hittar dem.", "Where organisations publish their access points and certificates, so that others find them."),
        new("certificate", "certifikat", "certificate", "En nyckel med intyg på vem den hör till. Noden har certifikat för transporten, för anslutningar och för varje organisation. De går ut och måste förnyas.", "A key with a statement of whose it is. The node has certificates for the transport, for connections and for each organisation. They end and have to be renewed."),
        new("node", "nod", "node", "Systemet som du använder nu, där din organisation läser och skickar säkra meddelanden.", "The system that you use now, in which your organisation reads and sends secure messages."),
        new("envelope", "kuvert", "envelope", "Det som skickas över nätet: meddelandet, krypterat till mottagarens organisation och signerat av avsändarens.", "What goes over the network: the message, encrypted to the receiving organisation and signed by the sending one."),
        new("environment", "miljö", "environment", "Produktion, QA eller öppen test: var och en har egna kataloger och egna utfärdare.", "Production, QA or open test: each has directories and issuers of its own."),
        new("stuck", "fastnat", "stuck", "Arbete som noden har slutat försöka med och som väntar på att en administratör försöker igen eller avbryter det.", "Work that the node has given up trying and that waits for an administrator to retry or end it."),
        new("alarm", "larm", "alarm", "Något som en administratör behöver göra något åt, med orsak och åtgärd. Det stängs av sig självt när orsaken är borta.", "Something that an administrator has to do something about, with its cause and what to do. It closes by itself when the cause is gone."),
    ];
}
