using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Pages;

/// <summary>Ends the session, at the organisation's sign-in too.</summary>
internal sealed class SignOutModel : ConsolePage
{
    /// <summary>Nothing to see.</summary>
    public IActionResult OnGet() => RedirectToPage("/Index");

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(Sessions.Scheme);
        return Get<ConsoleSetup>().IsReal ? SignOut(new AuthenticationProperties { RedirectUri = "/signed-out" }, OrganisationSignIn.Scheme) : RedirectToPage("/SignIn/Out");
    }
}
