"""Frequent given names by gender, to keep "he" from a woman and "she" from a man. A plain data module.

Only names that hardly ever belong to the other gender; a name that is missing fits both pronouns.
"""

from __future__ import annotations

WOMEN = frozenset(
    """abby abigail adriana agnes alexandra alexandria alice alicia alison allison alyssa amanda amber amelia
    amy ana andrea angela angelina anita ann anna anne annette annie april ashley audrey barbara
    beatrice becky bella bernadette beth betsy betty beverly bonnie brenda bridget brittany camila
    candace carla carly carmen carol carolina caroline carolyn cassidy catherine cathy cecilia charlotte
    chelsea cheryl chloe christina christine cindy claire clara claudia colleen condoleezza connie
    courtney crystal cynthia daisy dana danielle dawn deborah debbie debra deirdre denise diana diane
    dianne dolores donna doris dorothy edith eileen elaine eleanor elena elise elizabeth ella ellen elsa
    emily emma erica erin esther eva eve evelyn fiona florence frances gabriela gabrielle gail georgia
    geraldine gina giorgia gladys gloria grace greta gretchen gwen gwendolyn haley hannah harriet
    heather heidi helen helena hillary holly hope ida irene iris isabel isabella ivanka jackie
    jacqueline jane janet janice jean jeanine jenna jennifer jenny jessica jill joan joanna joanne
    josephine joy joyce juanita judith judy julia juliana julie kaitlyn kamala karen karine kate katelyn
    katherine kathleen kathryn kathy katie katrina kayla kellyanne kimberly kirsten kristen kristi
    kristin kristina laura lauren leah leslie lillian linda lisa liz loretta lori lorraine louise lucia
    lucille lucy lydia lynn mackenzie madeleine madeline madison marcia margaret maria marie marilyn
    marina marissa marjorie marsha martha mary maureen maxine megan meghan melania melanie melinda
    melissa mercedes mia michelle mildred miranda miriam molly monica nancy naomi natalia natalie
    natasha nicole nina nora norma olga olivia pamela patricia patty paula pauline penny phyllis
    priscilla rachel rebecca regina renee rhonda rita roberta rosa rose rosemary ruby ruth sabrina sally
    samantha sandra sara sarah selena shannon sharon sheila shelley sherry shirley sofia sonia sophia
    sophie stacey stacy stella stephanie sue susan susana suzanne svetlana sylvia tamara tammy tara
    tatiana teresa terri theresa tiffany tina tracy ursula valentina valerie vanessa vera veronica vicki
    victoria viktoria virginia vivian wanda wendy whitney yolanda yulia yvette yvonne zoe""".split()
)

MEN = frozenset(
    """aaron abdul abraham adam adrian ahmed alan albert aleksandr alexander alexei alfred ali allan allen
    alvin amir anatoly andre andrei andres andrew andriy andy anthony antonio antony arnold arthur
    austin barack barry ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon
    brendan brent brett brian bruce bryan byron caleb calvin carl carlos cedric cesar charles charlie
    chris christopher chuck clarence clark clifford clint colin connor craig curtis cyril dale damon dan
    daniel danny darrell darren dave david dean denis dennis derek diego dmitri dmitriy dmitry dominic
    don donald doug douglas dustin duane dwayne dwight earl eddie edgar eduardo edward edwin elijah elon
    emmanuel enrique eric erik ernest ethan eugene evan felix fernando floyd francisco frank franklin
    fred frederick gabriel garrett gary gavin gene geoffrey george gerald gerard gilbert glenn gordon
    graham grant greg gregory guillermo gustavo hans harold harry harvey hassan hector henry herbert
    herman howard hugh hugo ian ibrahim igor isaac ivan jack jackson jacob jaime jake james jared jason
    javier jay jeb jeff jeffrey jeremy jerome jerry jesse jesus jim jimmy joaquin joe joel john johnny
    jon jonathan jorge jose joseph josh joshua juan julian julio justin karl keith ken kenneth kent
    kevin kirk konstantin kurt kyle lance larry lawrence leo leon leonard leonid lewis liam lloyd logan
    louis lucas luis luke malcolm manuel marc marcel marco marcus mario mark martin marvin mateo matt
    matthew maurice max melvin michael micheal miguel mikhail mike mitch mitchell mohamed mohammad
    mohammed muhammad nathan nathaniel neil nelson nicholas nick nicolas nikolai noah norman oleg
    oleksandr oliver omar oscar otto owen pablo patrick paul pavel pedro perry pete peter phil philip
    phillip preston rafael ralph ramon randall randy raul ray raymond reginald ricardo richard rick
    ricky robert roberto rodney roger roland roman ron ronald ross roy rudy russell ryan salvador samuel
    santiago scott sean sebastian sergei sergey sergio seth shane shawn simon spencer stanley stephen
    steve steven stewart stuart ted terrence theodore thomas tim timothy todd tom tommy tony travis
    trevor troy tyler vadim valentin vernon victor viktor vincent vladimir volodymyr wallace walter
    warren wayne wesley william willie xavier yevgeny yuri zachary""".split()
)
