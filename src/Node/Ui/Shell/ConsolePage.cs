using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.SignIn;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Ui.Shell;

/// <summary>What every page knows: the language and who looks at it.</summary>
internal abstract class ConsolePage : PageModel
{
    private StaffMember? _person;
    private Language? _language;

    /// <summary>The language.</summary>
    public Language L => _language ??= Language.Of(HttpContext);

    /// <summary>Who looks at it.</summary>
    public StaffMember Person => _person ??= Get<StaffReader>().Read(User);

    /// <summary>What has just been done, as the address says it; the page shows a sentence for those that it knows.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Done { get; set; }

    /// <summary>A method or handler that the page does not have finds nothing: the framework would show the page without what it is made of.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var isShownWithout = (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method)) && !context.ActionDescriptor.HandlerMethods.Any(method => HttpMethods.IsGet(method.HttpMethod));
        if (context.HandlerMethod is null && !isShownWithout)
        {
            context.Result = NotFound();
        }
    }

    /// <summary>What may be looked for: no database holds a NUL in a text, so that nothing can be found by one. Null where nothing is left.</summary>
    protected static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Replace("\0", "", StringComparison.Ordinal).Trim();

    /// <summary>A service.</summary>
    protected T Get<T>()
        where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    /// <summary>Ends when the browser goes away.</summary>
    protected CancellationToken Cancelled => HttpContext.RequestAborted;
}

/// <summary>A page of a mailbox: whoever may not use it finds nothing.</summary>
internal abstract class MailboxPage : ConsolePage
{
    /// <summary>The mailbox's key.</summary>
    [BindProperty(SupportsGet = true, Name = "key")]
    public string Key { get; set; } = "";

    /// <summary>The mailbox.</summary>
    public OwnMailbox Mailbox { get; private set; } = null!;

    /// <summary>Whether the person may register its messages, hand them over and remove them.</summary>
    public bool MayRegister => Person.MayRegister(Mailbox.Name);

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (Get<OwnMailboxes>().Find(Person, Key) is { } mailbox)
        {
            Mailbox = mailbox;
        }
        else
        {
            context.Result = NotFound();
        }
    }
}
