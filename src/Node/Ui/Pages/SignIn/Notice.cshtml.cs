using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.SignIn;

/// <summary>Why a sign-in came to nothing.</summary>
internal sealed class NoticeModel : ConsolePage
{
    /// <summary>What happened.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What to do.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The page.</summary>
    public void OnGet(string what) => (Title, Text) = what switch
    {
        "level" => (L["Inloggningen är inte stark nog", "The sign-in is not strong enough"], L["Säkra meddelanden kräver en högre tillitsnivå. Logga in igen med till exempel SITHS-kort eller Freja eID.", "Secure messages need a higher level of assurance. Sign in again, with a SITHS card or Freja eID for example."]),
        "unreachable" => (L["Organisationens inloggning svarar inte", "Your organisation's sign-in does not answer"], L["Försök igen om en stund. Händer det igen, säg till administratören; nodens logg säger varför.", "Try again in a while. If it happens again, tell the administrator; the log of the node says why."]),
        _ => (L["Inloggningen avbröts", "The sign-in was broken off"], L["Den kan ha tagit för lång tid, eller så avbröt du den. Försök igen. Händer det igen, säg till administratören; felet står i nodens logg.", "It may have taken too long, or you broke it off. Try again. If it happens again, tell the administrator; the log of the node says why."]),
    };
}
