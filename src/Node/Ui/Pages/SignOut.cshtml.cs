using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Pages;

/// <summary>Ends the session.</summary>
internal sealed class SignOutModel : ConsolePage
{
    /// <summary>Nothing to see.</summary>
    public IActionResult OnGet() => RedirectToPage("/Index");

    /// <summary>Ends the session here, whatever the organisation's sign-in says to it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(Sessions.Scheme);
        return Redirect("/signed-out");
    }

    /// <summary>Ends the session at the organisation's sign-in too; by a link, because a form may lead to this site alone.</summary>
    public async Task<IActionResult> OnGetEverywhereAsync()
    {
        if (!Get<ConsoleSetup>().IsReal)
        {
            return NotFound();
        }

        try
        {
            await HttpContext.SignOutAsync(OrganisationSignIn.Scheme, new AuthenticationProperties { RedirectUri = "/signed-out?done=everywhere" });
            return new EmptyResult();
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or IOException)
        {
            Get<ILogger<SignOutModel>>().SignInUnreachable((e.InnerException ?? e).Message);
            return RedirectToPage("/SignIn/Notice", new { what = "unreachable" });
        }
    }
}
