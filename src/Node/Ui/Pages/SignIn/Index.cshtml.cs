using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
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

    /// <summary>Off to the organisation's sign-in; back with a page of ours where it does not answer, or does not know this node.</summary>
    public async Task<IActionResult> OnGetGoAsync()
    {
        if (!Get<ConsoleSetup>().IsReal)
        {
            return NotFound();
        }

        try
        {
            await HttpContext.ChallengeAsync(OrganisationSignIn.Scheme, new AuthenticationProperties { RedirectUri = LocalPath.Of(To) });
            return new EmptyResult();
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or IOException or OpenIdConnectProtocolException)
        {
            Get<ILogger<IndexModel>>().SignInUnreachable((e.InnerException ?? e).Message);
            return RedirectToPage("/SignIn/Notice", new { what = "unreachable" });
        }
    }
}
