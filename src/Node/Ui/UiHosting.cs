using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.WebEncoders;
using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.SignIn;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Ui;

/// <summary>Puts the pages into the host: their services, what stands around their requests, the pages themselves.</summary>
internal static class UiHosting
{
    /// <summary>Where the pages lie in the project.</summary>
    private const string Root = "/Ui/Pages";

    /// <summary>Adds the services.</summary>
    public static void AddConsole(this IServiceCollection services, ConsoleSetup setup)
    {
        services.AddSingleton(setup).AddSingleton<StaffReader>().AddSingleton<SignInRecord>().AddSingleton<FlowOfDay>().AddMailboxPages();
        var authentication = services.AddAuthentication();
        Sessions.Add(authentication, setup);
        if (setup.IsReal)
        {
            OrganisationSignIn.Add(authentication, setup);
        }

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, policy => policy.AddAuthenticationSchemes(Sessions.Scheme).RequireAuthenticatedUser())
            .AddPolicy(Policies.Node, policy => Policies.Needs(policy, static person => person.MaySeeNode))
            .AddPolicy(Policies.Logs, policy => Policies.Needs(policy, static person => person.MayReadLogs));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = Sessions.Policy(setup) == CookieSecurePolicy.Always ? "__Host-sdknode-form" : $"sdknode-form-{setup.Options.Listen.Port}";

            // As the session's: a link from a letter brings it too, so that no new one is made and the forms of other windows still count. What keeps other sites out is the token in the form.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = Sessions.Policy(setup);
            options.FormFieldName = "form-token";
            options.HeaderName = "Form-Token";
        });

        // Swedish letters as they are.
        services.Configure<WebEncoderOptions>(static options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(options =>
        {
            options.RootDirectory = Root;
            options.Conventions.AuthorizeFolder("/", Policies.SignedIn);
            options.Conventions.AuthorizeFolder("/Admin", Policies.Node);
            options.Conventions.AuthorizePage("/Admin/Logs", Policies.Logs);
            options.Conventions.AllowAnonymousToFolder("/SignIn");
            options.Conventions.AllowAnonymousToPage("/Fault");
            options.Conventions.AllowAnonymousToPage("/SignOut");
            if (setup.IsReal)
            {
                // Made-up people have no door at all where the real ones have one.
                options.Conventions.AddPageRouteModelConvention("/SignIn/MadeUp", static page => page.Selectors.Clear());
            }
        }).ConfigureApplicationPartManager(static parts =>
        {
            // The pages of this assembly and no others, whichever program hosts the node.
            var own = typeof(UiHosting).Assembly;
            parts.ApplicationParts.Clear();
            foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(own).GetApplicationParts(own))
            {
                parts.ApplicationParts.Add(part);
            }
        });
    }

    /// <summary>Serves the pages on their own listener, and nothing else there. To be called before what other listeners serve.</summary>
    public static void Use(WebApplication app) => app.MapWhen(UiListener.IsUi, static ui =>
    {
        // Endpoints of its own: what is mapped for others is not found here, and these pages are not found there.
        ui.Properties.Remove("__GlobalEndpointRouteBuilder");
        ui.Use(static next => context => BrowserGuards.InvokeAsync(context, next));
        ui.Use(static next => context => Assets.InvokeAsync(context, next));
        ui.UseExceptionHandler("/fault");
        ui.UseStatusCodePagesWithReExecute("/fault", "?status={0}");
        ui.UseRouting();
        ui.Use(static next => context => Visitors.InvokeAsync(context, next));
        ui.UseAuthorization();
        ui.UseEndpoints(static endpoints =>
        {
            endpoints.MapRazorPages();
            MailboxFiles.Map(endpoints);
            LanguageChoice.Map(endpoints);
        });
    });
}
