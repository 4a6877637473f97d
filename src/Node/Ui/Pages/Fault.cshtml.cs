using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Health;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages;

/// <summary>What somebody sees when something went wrong: what it is, and what to do.</summary>
[NoFormBinding]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class FaultModel : ConsolePage
{
    /// <summary>What it is.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What to do.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What the node's log has the same fault under, where it is the node's.</summary>
    public string? Instance { get; private set; }

    /// <summary>Any method: a form that failed comes here too.</summary>
    public void OnGet(int? status) => Show(status);

    /// <summary>Of a form.</summary>
    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        var exception = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is not null)
        {
            var isStorage = Get<StorageWatch>().Met(exception);
            Response.StatusCode = isStorage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
            Instance = isStorage ? null : Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
            (Title, Text) = isStorage
                ? (L["Noden kan inte spara just nu", "The node cannot store anything now"], L["Inget har gått förlorat. Försök igen om en stund. Administratören ser ett larm.", "Nothing is lost. Try again in a while. The administrator sees an alarm."])
                : (L["Något gick fel i noden", "Something went wrong in the node"], L["Felet ligger inte hos dig. Försök igen; händer det igen, säg till administratören.", "It is not your fault. Try again; if it happens again, tell the administrator."]);
            return;
        }

        (Title, Text) = (status ?? Response.StatusCode) switch
        {
            StatusCodes.Status400BadRequest => (L["Formuläret gick inte att läsa", "The form could not be read"], L["Det kan ha blivit för gammalt eller vara för stort. Gå tillbaka, läs in sidan på nytt och försök igen.", "It may have become too old or be too large. Go back, load the page again and try again."]),
            StatusCodes.Status403Forbidden => (L["Du har inte rätt att se detta", "You have no right to see this"], L["Behöver du det i ditt arbete, be administratören om behörighet.", "If your work needs it, ask the administrator for access."]),
            _ => (L["Sidan finns inte", "There is no such page"], L["Adressen kan vara fel, meddelandet kan vara borttaget, eller så hör det till en brevlåda som du inte har.", "The address may be wrong, the message may have been removed, or it belongs to a mailbox that is not yours."]),
        };
    }
}
