using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Pages.SignIn;

/// <summary>Where somebody comes who has not signed in.</summary>
internal sealed class IndexModel : ConsolePage
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    /// <summary>The page; made-up people have one of their own.</summary>
    public IActionResult OnGet() => Get<ConsoleSetup>().IsReal ? Page() : RedirectToPage("/SignIn/MadeUp", new { to = To });

    /// <summary>Off to the organisation's sign-in.</summary>
    public IActionResult OnPost() => Get<ConsoleSetup>().IsReal
        ? Challenge(new AuthenticationProperties { RedirectUri = Url.IsLocalUrl(To) ? To : "/" }, OrganisationSignIn.Scheme)
        : NotFound();
}
