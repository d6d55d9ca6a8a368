"""What knows no domain word: money, periods, workflow, words, ledger, publishing, files, documents, mail.

Who acts: nobody by itself.
What comes out: tools of the apps above.
"""
